package dev.castellan.target.hosts;

import dev.castellan.kafka.config.Endpoint;
import dev.castellan.machine.InParallel;
import dev.castellan.machine.SafeFiles;
import dev.castellan.machine.ssh.Script;
import dev.castellan.machine.ssh.SshAddress;
import dev.castellan.machine.ssh.SshMachine;
import dev.castellan.machine.ssh.SshSession;
import dev.castellan.problem.WorldRefused;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.HostsSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.target.Blueprint;
import dev.castellan.target.Facts;
import dev.castellan.target.Hold;
import dev.castellan.target.HostFacts;
import dev.castellan.target.Identity;
import dev.castellan.target.Mending;
import dev.castellan.target.NodeFacts;
import dev.castellan.target.Release;
import dev.castellan.target.Target;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Nodes as systemd services of hosts that are reached over SSH, each host by a thread of its own.
public final class HostsTarget implements Target {
    private static final Duration QUICK = Duration.ofSeconds(20);
    private static final Duration SLOW = Duration.ofMinutes(10);

    private final ClusterSpec spec;
    private final Release release;
    private final Path journal;
    private final SortedMap<Integer, SshMachine> machines = new TreeMap<>();

    private HostsTarget(ClusterSpec spec, Release release, Path journal) {
        this.spec = spec;
        this.release = release;
        this.journal = journal;
    }

    /// @param folder where relative paths of the spec start
    /// @param home Castellan's own directory
    /// @param password what sudo wants, where the spec says that it wants one
    public static HostsTarget of(ClusterSpec spec, Path folder, Path home, Release release, Supplier<String> password) {
        HostsTarget target = new HostsTarget(spec, release, home.resolve("clusters/" + spec.name() + "/journal.jsonl"));
        HostsSpec how = spec.hosts();
        spec.nodes().stream().filter(node -> node.host().isPresent()).forEach(node -> {
            SshAddress address = new SshAddress(
                    node.host().orElseThrow(),
                    how.user(),
                    how.port(),
                    how.key().map(key -> path(folder, key)),
                    how.config().map(file -> path(folder, file)));
            target.machines.put(
                    node.id(),
                    new SshMachine(
                            address,
                            home.resolve("ssh"),
                            how.sudo() == HostsSpec.Sudo.password ? Optional.of(password) : Optional.empty()));
        });
        return target;
    }

    private static Path path(Path folder, String written) {
        return written.startsWith("~/")
                ? Path.of(System.getProperty("user.home"), written.substring(2))
                : folder.resolve(written);
    }

    /// What clients and other nodes call a node.
    static String advertised(NodeSpec node) {
        return node.advertise().or(node::host).orElse("");
    }

    /// Where the nodes of a spec listen, without asking any host.
    public static SortedMap<Integer, Endpoint> endpoints(ClusterSpec spec) {
        SortedMap<Integer, Endpoint> endpoints = new TreeMap<>();
        spec.nodes().forEach(node -> endpoints.put(node.id(), Endpoint.usual(node, advertised(node))));
        return endpoints;
    }

    @Override
    public Facts facts() {
        Map<Integer, Optional<HostReading>> readings = new TreeMap<>();
        SortedMap<Integer, String> unreachable = new TreeMap<>();
        InParallel.map(machines.keySet(), this::read).forEach((id, reading) -> {
            readings.put(id, reading.known());
            if (reading.known().isEmpty()) {
                unreachable.put(id, reading.why());
            }
        });
        SortedMap<Integer, NodeFacts> nodes = new TreeMap<>();
        SortedMap<Integer, HostFacts> hosts = new TreeMap<>();
        SortedSet<Integer> unidentified = new TreeSet<>();
        Optional<Identity> identity = Optional.empty();
        for (Map.Entry<Integer, Optional<HostReading>> entry : readings.entrySet()) {
            if (entry.getValue().isPresent()) {
                HostReading reading = entry.getValue().get();
                hosts.put(entry.getKey(), reading.host());
                reading.node(entry.getKey()).ifPresent(node -> nodes.put(entry.getKey(), node));
                if (reading.identity().isEmpty()) {
                    unidentified.add(entry.getKey());
                }
                identity = identity.or(reading::identity);
            }
        }
        return new Facts(identity, nodes, Set.of(), Facts.Startup.PREPARED, hosts, unreachable, unidentified);
    }

    /// What a host said, or why it did not.
    private record Read(Optional<HostReading> known, String why) {}

    private Read read(int id) {
        try {
            SshMachine machine = machine(id);
            machine.connect();
            Instant sent = Instant.now();
            HostPaths paths = paths(id);
            List<String> words =
                    new ArrayList<>(List.of(spec.name(), String.valueOf(id), String.join(",", paths.directories())));
            words.addAll(peers(id));
            Script script = Script.resource(HostsTarget.class, "facts", words.toArray(String[]::new));
            String output = machine.run(script, QUICK).orRefuse(machine.host());
            return new Read(Optional.of(new HostReading(machine.host(), output, sent)), "");
        } catch (WorldRefused refused) {
            return new Read(
                    Optional.empty(),
                    refused.problems().getFirst().what() + "; "
                            + refused.problems().getFirst().hint());
        }
    }

    /// Where a node has to reach the others.
    private List<String> peers(int id) {
        return endpoints(spec).entrySet().stream()
                .filter(other -> other.getKey() != id)
                .map(Map.Entry::getValue)
                .flatMap(other -> IntStream.concat(other.clientPort().stream(), other.controllerPort().stream())
                        .mapToObj(port -> other.host() + ":" + port))
                .toList();
    }

    @Override
    public Blueprint blueprint(Facts facts) {
        return new HostsBlueprint(spec, facts, release);
    }

    @Override
    public Hold hold(String holder) {
        return Lease.take(spec.name(), machines, holder, journal);
    }

    /// Hosts start their nodes without a cache.
    @Override
    public void prepare() {}

    @Override
    public void writeIdentity(Identity identity) {
        String path = "/var/lib/castellan/" + spec.name() + "/identity.properties";
        InParallel.each(machines.keySet(), id -> write(id, path + " 644 root " + base64(identity.text()) + "\n"));
    }

    @Override
    public void install(int node, Consumer<String> saying) {
        HostFacts host =
                Objects.requireNonNull(facts(node).host(), "a host is looked at before anything is installed there");
        HostsBlueprint blueprint = new HostsBlueprint(spec, only(node, host), release);
        new Installation(machine(node), spec.name(), node, release.distribution(), saying)
                .bring(blueprint.missing(spec.node(node).orElseThrow()), host);
    }

    private HostReading facts(int node) {
        return read(node)
                .known()
                .orElseThrow(() -> new WorldRefused(machine(node).host(), "does not answer any more", "run it again"));
    }

    private static Facts only(int node, HostFacts host) {
        return new Facts(
                Optional.empty(),
                Map.of(),
                Set.of(),
                Facts.Startup.PREPARED,
                Map.of(node, host),
                new TreeMap<>(),
                new TreeSet<>());
    }

    @Override
    public void mend(int node, SortedSet<Mending> mendings) {
        String[] words = mendings.stream().map(Enum::name).toArray(String[]::new);
        run(node, Script.resource(HostsTarget.class, "mend", words), QUICK);
    }

    @Override
    public void writeFiles(int node, SortedMap<String, String> files) {
        HostPaths paths = paths(node);
        StringBuilder lines = new StringBuilder();
        files.forEach((name, text) -> {
            boolean own = paths.of(name).startsWith(paths.etc());
            lines.append(paths.of(name)).append(own ? " 640 kafka " : " 644 root ");
            lines.append(base64(text)).append('\n');
        });
        write(node, lines.toString());
    }

    private void write(int node, String lines) {
        machine(node)
                .run(
                        Script.resource(HostsTarget.class, "write"),
                        QUICK,
                        out -> out.write(lines.getBytes(StandardCharsets.UTF_8)))
                .orRefuse(machine(node).host());
    }

    @Override
    public void format(Map<Integer, Format> nodes, String clusterId, String initialControllers) {
        InParallel.each(nodes.keySet(), node -> {
            HostsBlueprint blueprint =
                    new HostsBlueprint(spec, only(node, facts(node).host()), release);
            run(
                    node,
                    Script.resource(
                            HostsTarget.class,
                            "format",
                            spec.name(),
                            String.valueOf(node),
                            clusterId,
                            blueprint.java(spec.node(node).orElseThrow()),
                            release.version().toString(),
                            nodes.get(node) == Format.FIRST_VOTER ? initialControllers : ""),
                    Duration.ofMinutes(2));
        });
    }

    @Override
    public void start(int node) {
        String text = """
                set -e
                systemctl enable --quiet "$1" 2>/dev/null
                systemctl reset-failed "$1" 2>/dev/null || true
                systemctl start "$1"
                """;
        run(node, new Script(text, paths(node).unit()), Duration.ofSeconds(60));
    }

    @Override
    public boolean stop(int node, Duration bound) {
        String text = """
                timeout "$2" systemctl stop "$1" && exit 0
                systemctl kill --signal=KILL "$1"
                systemctl stop "$1"
                echo forced
                """;
        Script script = new Script(text, paths(node).unit(), String.valueOf(bound.toSeconds()));
        return !run(node, script, bound.plus(Duration.ofSeconds(30))).contains("forced");
    }

    @Override
    public void kill(int node) {
        // The stop afterwards keeps systemd from starting it again.
        Script script = new Script(
                "systemctl kill --signal=KILL \"$1\" 2>/dev/null; systemctl stop \"$1\"",
                paths(node).unit());
        run(node, script, QUICK);
    }

    @Override
    public Pulse pulse(int node) {
        String text = """
                systemctl show "$1" -p ActiveState --value
                du -sb "$2" 2>/dev/null | cut -f1
                """;
        List<String> lines = run(
                        node, new Script(text, paths(node).unit(), paths(node).logs()), QUICK)
                .lines()
                .toList();
        return new Pulse(
                lines.getFirst().equals("active"),
                lines.size() > 1 && lines.get(1).matches("\\d{1,18}") ? Long.parseLong(lines.get(1)) : 0);
    }

    @Override
    public List<String> lastLogLines(int node, int count) {
        String text = """
                start=$(systemctl show "$1" -p InvocationID --value)
                journalctl -u "$1" -o cat --no-pager -n "$2" ${start:+_SYSTEMD_INVOCATION_ID=$start}
                """;
        Script script = new Script(text, paths(node).unit(), String.valueOf(count));
        return run(node, script, QUICK).lines().toList();
    }

    @Override
    public boolean readLog(int node, Log log, int lines, Until until, Predicate<String> taker) {
        String read = log == Log.JVM ? "journalctl -u \"$1\" -o cat --no-pager -n \"$3\"" : "tail -n \"$3\"";
        String file = log == Log.JVM ? "" : " \"$2/server.log\"";
        String script = until == Until.ITS_END
                ? read + file
                // Whoever reads may go away while nothing is logged: the end of standard input says so.
                : "trap 'kill 0' EXIT; " + read + (log == Log.JVM ? " -f" : " -F") + file + " & cat >/dev/null";
        String check = log == Log.JVM ? "" : "[ -f \"$2/server.log\" ] || { echo castellan-no-log; exit 0; }\n";
        HostPaths paths = paths(node);
        try (SshSession session =
                machine(node).open(new Script(check + script, paths.unit(), paths.logs(), String.valueOf(lines)))) {
            Optional<String> line = session.line(Duration.ofDays(365));
            if (line.filter("castellan-no-log"::equals).isPresent()) {
                return false;
            }
            while (line.isPresent() && taker.test(line.get())) {
                line = session.line(Duration.ofDays(365));
            }
            return true;
        }
    }

    @Override
    public Optional<String> holder(int node, int port) {
        return Optional.ofNullable(facts(node).host().listening().get(port));
    }

    @Override
    public void remove(Set<Integer> nodes, Fate data) {
        InParallel.each(
                nodes,
                node -> run(
                        node,
                        Script.resource(HostsTarget.class, "remove", spec.name(), String.valueOf(node), data.name()),
                        SLOW));
        if (data == Fate.DELETED && nodes.containsAll(machines.keySet())) {
            SafeFiles.delete(Objects.requireNonNull(journal.getParent()));
        }
    }

    @Override
    public void close() {}

    private String run(int node, Script script, Duration bound) {
        return machine(node).run(script, bound).orRefuse(machine(node).host());
    }

    private SshMachine machine(int node) {
        return Objects.requireNonNull(machines.get(node), "a node of the spec");
    }

    private HostPaths paths(int node) {
        return new HostPaths(spec.name(), spec.node(node).orElseThrow());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
