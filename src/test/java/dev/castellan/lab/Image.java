package dev.castellan.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// What all hosts share, read only: built once, kept in a cache. A layer is built beside and renamed when it is whole.
final class Image {
    private static final Path CACHE = Path.of("/var/cache/castellan-lab");
    private static final Duration BOUND = Duration.ofMinutes(15);

    /// The file lock keeps other processes out, but knows nothing of the threads of this one.
    private static final ReentrantLock THREADS = new ReentrantLock();

    /// Mounts made in here are gone when the script is, however it ends; so is every process it started.
    private static final List<String> PRIVATELY =
            List.of("unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "/bin/sh", "-euc");

    private static final String BASE = """
            eval "$(apt-config shell http_proxy Acquire::http::Proxy)"
            [ -z "${http_proxy-}" ] || export http_proxy
            debootstrap --variant=minbase --include="$1" "$2" "$0" "$3"
            DEBIAN_FRONTEND=noninteractive chroot "$0" /bin/sh -euc "$4"
            """;

    private static final String INSTALL = """
            mkdir -p "$0/work" "$0/root"
            mount -t overlay overlay -o "lowerdir=$1,upperdir=$0/upper,workdir=$0/work" "$0/root"
            mount -t proc proc "$0/root/proc"
            export DEBIAN_FRONTEND=noninteractive
            chroot "$0/root" apt-get -q update
            chroot "$0/root" apt-get -q -y --no-install-recommends install $2
            chroot "$0/root" apt-get clean
            rm -rf "$0"/root/var/lib/apt/lists/* "$0/root/opt/java11" "$0"/root/var/log/apt
            """;

    private final Debian debian;
    private final Path home;

    Image(Debian debian) {
        this.debian = debian;
        this.home = CACHE.resolve(Recipe.name(debian));
    }

    /// The directories of a layer, the uppermost first; what is missing is built.
    @SuppressWarnings("try") // the lock is held, not used
    List<Path> directories(Layer layer) {
        THREADS.lock();
        try {
            Files.createDirectories(home);
            try (FileChannel channel = FileChannel.open(
                            CACHE.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                Path base = built("base", this::base);
                return switch (layer) {
                    case BARE -> List.of(base);
                    case JAVA -> List.of(built("java", part -> java(base, part)), base);
                    case PROMETHEUS ->
                        List.of(
                                built("prometheus", part -> prometheus(base, part)),
                                built("java", part -> java(base, part)),
                                base);
                    case JAVA11 -> List.of(built("java11", part -> java11(base, part)), base);
                };
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            THREADS.unlock();
        }
    }

    private Path built(String name, Consumer<Path> build) throws IOException {
        Path whole = home.resolve(name);
        if (!Files.isDirectory(whole)) {
            long begun = System.nanoTime();
            System.err.println("building the layer '" + name + "' of " + debian.codename() + ", once");
            Path part = home.resolve(name + ".part");
            Command.must(BOUND, List.of("rm", "-rf", "--one-file-system", part.toString()));
            // It becomes the root directory of hosts, whatever the umask here is.
            Files.setPosixFilePermissions(
                    Files.createDirectories(part.resolve("upper")), PosixFilePermissions.fromString("rwxr-xr-x"));
            build.accept(part);
            Files.move(part.resolve("upper"), whole, StandardCopyOption.ATOMIC_MOVE);
            Command.must(BOUND, List.of("rm", "-rf", "--one-file-system", part.toString()));
            System.err.printf("built in %.0f s: %s%n", (System.nanoTime() - begun) / 1e9, whole);
        }
        return whole;
    }

    private void base(Path part) {
        Path root = part.resolve("upper");
        Apt apt = Apt.ofThisMachine(debian);
        privately(BASE, root, Recipe.PACKAGES, debian.codename(), apt.mirror(debian), Recipe.SETUP);
        Path repository = root.resolve(Recipe.REPOSITORY);
        apt.download(root, directory(part.resolve("apt")), directory(repository), List.of(runtime(), "ufw"));
        PackageIndex.write(repository);
        Command.must("chmod", "-R", "a+rX", repository.toString());
    }

    private void java(Path base, Path part) {
        privately(INSTALL, part, base.toString(), runtime());
    }

    /// Nothing but packages, over those that every host has.
    private void prometheus(Path base, Path part) {
        Path repository = directory(part.resolve("upper").resolve(Recipe.REPOSITORY));
        Apt.ofThisMachine(debian)
                .download(
                        base,
                        directory(part.resolve("apt")),
                        repository,
                        List.of("prometheus", "prometheus-alertmanager"));
        PackageIndex.write(repository);
        PackageIndex.add(repository, base.resolve(Recipe.REPOSITORY));
        Command.must("chmod", "-R", "a+rX", part.resolve("upper").toString());
    }

    private void java11(Path base, Path part) {
        Debian previous =
                previous().orElseThrow(() -> new Refused("Java 11 is not to be had for Debian " + debian.codename()));
        Path packages = directory(part.resolve("upper/opt/java11"));
        Apt.ofThisMachine(debian)
                .and(previous, debian)
                .download(base, directory(part.resolve("apt")), packages, List.of("openjdk-11-jre-headless"));
        try (Stream<Path> debs = Files.list(packages)) {
            List<String> names = new ArrayList<>();
            debs.forEach(deb -> names.add("/opt/java11/" + deb.getFileName()));
            privately(INSTALL, part, base.toString(), String.join(" ", names));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Only the release before the hosts' own has libraries near enough to theirs.
    private Optional<Debian> previous() {
        return debian.codename().equals("bookworm") ? Optional.of(new Debian("bullseye")) : Optional.empty();
    }

    private static String runtime() {
        return Stream.of("17", "21", "25")
                .map(version -> "openjdk-" + version + "-jre-headless")
                .filter(Apt::knows)
                .findFirst()
                .orElseThrow(() -> new Refused("apt of this machine knows no Java runtime"));
    }

    private static void privately(String script, Path target, String... arguments) {
        List<String> words = new ArrayList<>(PRIVATELY);
        words.add(script);
        words.add(target.toString());
        words.addAll(List.of(arguments));
        Command.must(BOUND, words);
    }

    private static Path directory(Path path) {
        try {
            return Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
