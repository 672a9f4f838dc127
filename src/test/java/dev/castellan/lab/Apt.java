package dev.castellan.lab;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Debian's packages from where this machine has its own, into a directory; what is installed here is not touched.
final class Apt {
    private static final Duration BOUND = Duration.ofMinutes(10);
    private static final String KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

    private final List<Source> sources;

    private Apt(List<Source> sources) {
        this.sources = sources;
    }

    private record Source(String uri, String suite) {
        String line() {
            return "deb [signed-by=" + KEYRING + "] " + uri + " " + suite + " main";
        }
    }

    /// The sources this machine is configured with, as far as they are Debian's own for this release.
    static Apt ofThisMachine(Debian debian) {
        Command.run(BOUND, List.of("apt-get", "-q", "update")); // a foreign source that is down is no reason to stop
        String format = "$(ORIGIN) $(COMPONENT) $(CODENAME) $(REPO_URI)";
        List<Source> sources = Command.must("apt-get", "indextargets", "--format", format, "Created-By: Packages")
                .lines()
                .distinct()
                .map(line -> line.split(" "))
                .filter(parts -> parts.length == 4 && parts[0].equals("Debian") && parts[1].equals("main"))
                .filter(parts -> parts[2].matches(debian.codename() + "(-updates|-security)?"))
                .map(parts -> new Source(location(parts[3]), parts[2]))
                .toList();
        if (sources.stream().noneMatch(source -> source.suite().equals(debian.codename()))) {
            throw new Refused("apt of this machine knows no packages of " + debian.codename()
                    + ". Does this work? apt-get update");
        }
        return new Apt(sources);
    }

    /// Cloud images name a file that lists mirrors; the first line is as good as any.
    private static String location(String uri) {
        if (!uri.startsWith("mirror+file:")) {
            return uri;
        }
        try (Stream<String> lines =
                Files.lines(Path.of(uri.substring("mirror+file:".length()).replaceAll("/$", "")))) {
            return lines.map(line -> line.split("\\s")[0]).findFirst().orElse(uri);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where debootstrap takes the release from.
    String mirror(Debian debian) {
        return sources.stream()
                .filter(source -> source.suite().equals(debian.codename()))
                .findFirst()
                .orElseThrow()
                .uri();
    }

    /// The same mirrors, with another release of Debian beside the one of this machine.
    Apt and(Debian other, Debian own) {
        List<Source> both = new ArrayList<>(sources);
        sources.forEach(source ->
                both.add(new Source(source.uri(), source.suite().replace(own.codename(), other.codename()))));
        return new Apt(both);
    }

    static boolean knows(String name) {
        return Command.run("apt-cache", "show", name).code() == 0;
    }

    /// Downloads packages and all they need that a root does not have yet.
    ///
    /// @param work a directory for apt's own files, removed by the caller
    void download(Path root, Path work, Path into, List<String> names) {
        try {
            Path list = Files.writeString(
                    work.resolve("all.list"), sources.stream().map(Source::line).collect(joining("\n", "", "\n")));
            Files.createDirectories(work.resolve("lists/partial"));
            Files.createDirectories(into.resolve("partial"));
            List<String> apt = List.of(
                    "apt-get -q -y",
                    "-o Dir::Etc::sourcelist=" + list + " -o Dir::Etc::sourceparts=-",
                    "-o Dir::State::lists=" + work.resolve("lists"),
                    "-o Dir::State::status=" + root.resolve("var/lib/dpkg/status"),
                    "-o Dir::Cache::archives=" + into,
                    "-o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache=",
                    "-o Acquire::Languages=none -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false",
                    "-o Acquire::Check-Valid-Until=false", // an archived release is older than its lists allow
                    "-o APT::Sandbox::User=root -o Debug::NoLocking=1",
                    "--no-install-recommends --download-only");
            List<String> words = Stream.of(String.join(" ", apt).split(" ")).toList();
            Command.must(
                    BOUND, Stream.concat(words.stream(), Stream.of("update")).toList());
            Command.must(
                    BOUND,
                    Stream.of(words.stream(), Stream.of("install"), names.stream())
                            .flatMap(word -> word)
                            .toList());
            Files.delete(into.resolve("partial"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
