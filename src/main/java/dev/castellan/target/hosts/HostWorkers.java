package dev.castellan.target.hosts;

import dev.castellan.kafka.config.AgentAccess;
import dev.castellan.kafka.config.RestAccess;
import dev.castellan.kafka.distribution.Plugin;
import dev.castellan.machine.ssh.Script;
import dev.castellan.machine.ssh.SshMachine;
import dev.castellan.problem.WorldRefused;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.ConnectSpec;
import dev.castellan.spec.Security;
import dev.castellan.spec.WorkerPlaces;
import dev.castellan.spec.WorkerSpec;
import dev.castellan.target.CarriedFiles;
import dev.castellan.target.HostFacts;
import dev.castellan.target.Keyring;
import dev.castellan.target.Release;
import dev.castellan.target.Target;
import dev.castellan.target.WorkerKeys;
import dev.castellan.target.Workers;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// Workers of Kafka Connect as systemd services of hosts, under a user of their own.
final class HostWorkers implements Workers {
    /// The user that workers run as.
    static final String OWNER = "kafka-connect";

    /// What is given with the keys that go with it.
    private static final Set<String> KEYS = Set.of(WorkerKeys.CERTIFICATE, WorkerKeys.AUTHORITIES);

    private static final String FORGET = """
            cd "$1" || exit 1
            shift
            for file in *; do
              case " $* " in *" $file "*) ;; *) rm -f -- "$file" ;; esac
            done
            """;

    private static final Duration QUICK = Duration.ofSeconds(30);
    private static final Duration SLOW = Duration.ofMinutes(15);

    private final ClusterSpec spec;
    private final Keyring keyring;
    private final CarriedFiles carried;
    private final Release release;
    private final HostMachines machines;
    private final Survey survey;
    private final WorkerHosts hosts;

    HostWorkers(
            ClusterSpec spec,
            Keyring keyring,
            CarriedFiles carried,
            Release release,
            HostMachines machines,
            Survey survey) {
        this.spec = spec;
        this.keyring = keyring;
        this.carried = carried;
        this.release = release;
        this.machines = machines;
        this.survey = survey;
        this.hosts = new WorkerHosts(spec.name(), machines);
    }

    @Override
    public RestAccess access() {
        return spec.security() == Security.none
                ? RestAccess.OPEN
                : keyring.workers().access();
    }

    @Override
    public void install(int worker, Consumer<String> saying) {
        String host = place(worker).host();
        hosts.add(host);
        HostFacts facts = survey.apart(host);
        HostsBlueprint blueprint = new HostsBlueprint(spec, Survey.only(facts), release, keyring, carried);
        new Installation(machines.at(host), spec.name(), OptionalInt.empty(), release, saying)
                .bring(blueprint.missing(spec, spec(worker)), facts, blueprint.java(Optional.of(facts)));
    }

    /// Brings what the files speak of first: a user, plugins, keys.
    @Override
    public void writeFiles(int worker, SortedMap<String, String> files) {
        hosts.add(place(worker).host());
        SshMachine machine = wanted(worker);
        run(machine, Script.resource(HostsTarget.class, "worker-prepare", spec.name(), String.valueOf(worker)), QUICK);
        bringPlugins(machine);
        HostPaths paths = HostPaths.ofWorker(spec.name(), worker);
        Delivery delivery = new Delivery();
        if (WorkerKeys.areIn(files)) {
            keys(worker).forEach((name, bytes) -> delivery.add(paths.tls() + "/" + name, "640 " + OWNER, bytes));
        }
        List<String> names = HostWorkerFiles.names(place(worker), spec(worker));
        Consumer<byte[]> store = bytes -> delivery.add(paths.of(AgentAccess.STORE), "640 " + OWNER, bytes);
        SortedMap<String, String> opened =
                HostsAgent.opened(spec, files, () -> keyring.agents().give(spec(worker), names, store));
        SortedMap<String, byte[]> given = files.containsKey(CarriedFiles.FILE) ? carried.files() : new TreeMap<>();
        given.forEach((path, bytes) -> delivery.add(paths.of(path), "640 " + OWNER, bytes));
        opened.forEach((name, text) -> {
            if (!given.containsKey(name) && !KEYS.contains(name)) {
                boolean own = paths.of(name).startsWith(paths.etc());
                delivery.add(paths.of(name), own ? "640 " + OWNER : "644 root", text);
            }
        });
        delivery.to(machine);
        if (files.containsKey(CarriedFiles.FILE)) {
            run(machine, new Script(FORGET, forgetting(paths, given.keySet())), QUICK);
        }
    }

    /// Where carried files lie, and the names of those that stay.
    private static List<String> forgetting(HostPaths paths, Set<String> given) {
        String folder = ConnectSpec.CARRIED + "/";
        return Stream.concat(
                        Stream.of(paths.of(ConnectSpec.CARRIED)),
                        given.stream()
                                .filter(path -> path.startsWith(folder))
                                .map(path -> path.substring(folder.length())))
                .toList();
    }

    private SortedMap<String, byte[]> keys(int worker) {
        WorkerSpec own = spec(worker);
        return keyring.workers().files(own.name(), HostWorkerFiles.names(place(worker), own));
    }

    private WorkerSpec spec(int worker) {
        return spec.connect().workers().stream()
                .filter(each -> each.id() == worker)
                .findFirst()
                .orElseThrow();
    }

    private void bringPlugins(SshMachine machine) {
        Map<String, Plugin> wanted = release.plugins().values().stream()
                .collect(Collectors.toMap(Plugin::sha256, plugin -> plugin, (one, same) -> one, TreeMap::new));
        if (wanted.isEmpty()) {
            return;
        }
        Script look = new Script("cd \"$1\" 2>/dev/null && ls; true", HostWorkerFiles.PLUGINS);
        Set<String> there = Set.copyOf(
                machine.run(look, QUICK).orRefuse(machine.host()).lines().toList());
        wanted.forEach((sum, plugin) -> {
            if (!there.contains(sum)) {
                String[] words = {
                    HostWorkerFiles.PLUGINS, sum, String.valueOf(plugin.jars().size())
                };
                machine.run(Script.resource(HostsTarget.class, "plugin", words), SLOW, out -> tar(plugin, out))
                        .orRefuse(machine.host());
            }
        });
    }

    private static void tar(Plugin plugin, OutputStream out) throws IOException {
        // A jar is packed already; ssh sends it as it is.
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out);
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        for (Path jar : plugin.jars()) {
            TarArchiveEntry entry = new TarArchiveEntry("libs/" + jar.getFileName());
            entry.setSize(Files.size(jar));
            tar.putArchiveEntry(entry);
            Files.copy(jar, tar);
            tar.closeArchiveEntry();
        }
        tar.finish();
        tar.flush();
    }

    @Override
    public void start(int worker) {
        run(wanted(worker), HostPaths.ofWorker(spec.name(), worker).startWorker(), Duration.ofSeconds(60));
    }

    @Override
    public void stop(int worker, Duration bound) {
        String unit = HostPaths.ofWorker(spec.name(), worker).unit();
        Script script = Script.resource(HostsTarget.class, "stop", unit, String.valueOf(bound.toSeconds()));
        installed(worker).ifPresent(machine -> run(machine, script, bound.plus(Duration.ofSeconds(30))));
    }

    @Override
    public Target.Pulse pulse(int worker) {
        return logs(wanted(worker), worker).pulse();
    }

    @Override
    public List<String> lastLogLines(int worker, int count) {
        return logs(wanted(worker), worker).last(count);
    }

    /// Also of one that is to go elsewhere, or away.
    @Override
    public boolean readLog(int worker, Target.Log log, int lines, Target.Until until, Predicate<String> taker) {
        SshMachine machine = installed(worker).orElseGet(() -> wanted(worker));
        return logs(machine, worker).read(log, lines, until, taker);
    }

    @Override
    public void remove(int worker) {
        String[] words = {spec.name(), String.valueOf(worker), Target.Fate.DELETED.name()};
        Script remove = Script.resource(HostsTarget.class, "worker-remove", words)
                .then(Script.resource(HostsTarget.class, "leave"));
        installed(worker).ifPresent(machine -> {
            if (run(machine, remove, SLOW).contains("last")) {
                hosts.drop(machine.host());
            }
        });
    }

    private HostLogs logs(SshMachine machine, int worker) {
        return new HostLogs(machine, HostPaths.ofWorker(spec.name(), worker));
    }

    private WorkerPlaces.Place place(int worker) {
        return Optional.ofNullable(WorkerPlaces.of(spec).get(worker))
                .orElseThrow(() -> new IllegalStateException("no place for worker " + worker));
    }

    private SshMachine wanted(int worker) {
        return machines.at(place(worker).host());
    }

    /// Where it is now, whatever the spec says.
    private Optional<SshMachine> installed(int worker) {
        return Optional.ofNullable(survey.facts().workers().get(worker)).map(known -> machines.at(known.host()));
    }

    private static String run(SshMachine machine, Script script, Duration bound) throws WorldRefused {
        return machine.run(script, bound).orRefuse(machine.host());
    }
}
