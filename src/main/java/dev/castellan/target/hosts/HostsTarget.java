package dev.castellan.target.hosts;

import dev.castellan.kafka.config.AgentAccess;
import dev.castellan.kafka.config.Endpoint;
import dev.castellan.kafka.config.ServerProperties;
import dev.castellan.machine.Counters;
import dev.castellan.machine.InParallel;
import dev.castellan.machine.SafeFiles;
import dev.castellan.machine.ssh.Script;
import dev.castellan.machine.ssh.SshMachine;
import dev.castellan.problem.WorldRefused;
import dev.castellan.security.KeyAndCertificate;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.target.Blueprint;
import dev.castellan.target.CarriedFiles;
import dev.castellan.target.Entrance;
import dev.castellan.target.Facts;
import dev.castellan.target.Hardships;
import dev.castellan.target.Hold;
import dev.castellan.target.HostFacts;
import dev.castellan.target.Identity;
import dev.castellan.target.JournalFile;
import dev.castellan.target.JournalPart;
import dev.castellan.target.Keyring;
import dev.castellan.target.Mending;
import dev.castellan.target.NodeCertificates;
import dev.castellan.target.NodeFacts;
import dev.castellan.target.Prometheus;
import dev.castellan.target.Release;
import dev.castellan.target.Target;
import dev.castellan.target.Workers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Nodes as systemd services of hosts that are reached over SSH, each host by a thread of its own.
public final class HostsTarget implements Target {
    private static final Duration QUICK = Duration.ofSeconds(20);
    private static final Duration SLOW = Duration.ofMinutes(10);

    private final ClusterSpec spec;
    private final Release release;
    private final Keyring keyring;
    private final CarriedFiles carried;
    private final Path journal;
    private final Operator operator;
    private final Survey survey;
    private final HostMachines machines;
    /// Nodes of one host are installed one after the other: the second finds what the first brought.
    private final Map<String, Lock> places = new ConcurrentHashMap<>();

    private HostsTarget(
            ClusterSpec spec,
            HostMachines machines,
            Release release,
            Keyring keyring,
            CarriedFiles carried,
            Path journal,
            Operator operator) {
        this.spec = spec;
        this.machines = machines;
        this.release = release;
        this.keyring = keyring;
        this.carried = carried;
        this.journal = journal;
        this.operator = operator;
        this.survey = new Survey(spec, machines);
    }

    /// On whose behalf hosts are changed, for their manifests.
    ///
    /// @param who `jane@laptop`
    /// @param specSum the SHA-256 of the spec's text
    /// @param password what sudo wants, where the spec says that it wants one
    public record Operator(String who, String specSum, Supplier<String> password) {}

    /// @param folder where relative paths of the spec start
    /// @param home Castellan's own directory
    public static HostsTarget of(
            ClusterSpec spec, Path folder, Path home, Release release, Keyring keyring, Operator operator) {
        return new HostsTarget(
                spec,
                new HostMachines(spec, folder, home, operator.password()),
                release,
                keyring,
                new CarriedFiles(spec.connect(), folder, keyring::workers),
                home.resolve("clusters/" + spec.name() + "/journal.jsonl"),
                operator);
    }

    /// What clients and other nodes call a node.
    static String advertised(NodeSpec node) {
        return node.advertise().or(node::host).orElse("");
    }

    /// Where the nodes of a spec listen, without asking any host.
    public static SortedMap<Integer, Endpoint> endpoints(ClusterSpec spec) {
        SortedMap<Integer, Endpoint> endpoints = new TreeMap<>();
        spec.staying().nodes().forEach(node -> endpoints.put(node.id(), Endpoint.usual(spec, node, advertised(node))));
        return endpoints;
    }

    @Override
    public Facts facts() {
        return survey.facts();
    }

    @Override
    public Blueprint blueprint(Facts facts) {
        return new HostsBlueprint(spec, facts, release, keyring, carried);
    }

    @Override
    public Hold hold(String holder) {
        return Lease.take(spec.name(), machines.ofNodes(), holder, journal);
    }

    /// The parts of the hosts, and what this machine noted of the changes that were made from it.
    @Override
    public List<JournalPart> journal(int most) {
        List<JournalPart> parts = new ArrayList<>();
        parts.add(new JournalFile(journal).read(Optional.empty(), most));
        parts.addAll(new HostJournals(spec.name(), machines.ofNodes()).read(most));
        return parts;
    }

    /// Hosts start their nodes without a cache.
    @Override
    public void prepare() {}

    @Override
    public void writeIdentity(Identity identity) {
        String path = "/var/lib/castellan/" + spec.name() + "/identity.properties";
        Delivery delivery = new Delivery().add(path, "644 root", identity.text());
        SortedSet<String> workers = survey.workerHosts();
        if (!workers.isEmpty()) {
            delivery.add(WorkerHosts.file(spec.name()), "644 root", WorkerHosts.text(workers));
        }
        // Who is to leave need not learn it any more.
        InParallel.each(spec.staying().nodes(), node -> delivery.to(machine(node.id())));
    }

    @Override
    public void install(int node, Consumer<String> saying) {
        Lock place = places.computeIfAbsent(machine(node).host(), host -> new ReentrantLock());
        place.lock();
        try {
            installAlone(node, saying);
        } finally {
            place.unlock();
        }
    }

    private void installAlone(int node, Consumer<String> saying) {
        HostFacts host = survey.host(node);
        HostsBlueprint blueprint = new HostsBlueprint(spec, Survey.only(node, host), release, keyring, carried);
        new Installation(machine(node), spec.name(), OptionalInt.of(node), release, saying)
                .bring(blueprint.missing(spec.node(node).orElseThrow()), host, blueprint.java(Optional.of(host)));
    }

    @Override
    public void mend(int node, SortedSet<Mending> mendings) {
        if (mendings.contains(Mending.SYSCTL)) {
            // The very file that a node is given too: two of them would be each other's drift.
            new Delivery()
                    .add(paths(node).of(MachineFiles.SYSCTL), "644 root", MachineFiles.sysctl(HostsBlueprint.NOTE))
                    .to(machine(node));
        }
        String[] others = mendings.stream()
                .filter(mending -> mending != Mending.SYSCTL)
                .map(Enum::name)
                .toArray(String[]::new);
        run(node, Script.resource(HostsTarget.class, "mend", others), QUICK);
    }

    @Override
    public Entrance entrance(Facts facts) {
        return Entrance.of(spec, facts, keyring);
    }

    @Override
    public void certify(int node) {
        NodeSpec wanted = spec.node(node).orElseThrow();
        String id = String.valueOf(node);
        NodeCertificates signed = keyring.given(wanted)
                .map(given -> bring(node, given))
                .orElseGet(() -> keyring.sign(
                        wanted,
                        advertised(wanted),
                        run(node, Script.resource(HostsTarget.class, "request", spec.name(), id), QUICK)));
        String[] words = {spec.name(), id, base64(signed.certificate()), base64(signed.authorities())};
        run(node, Script.resource(HostsTarget.class, "certify", words), QUICK);
    }

    /// A key that was made elsewhere travels on standard input: an argument could be seen on the host by everybody.
    private NodeCertificates bring(int node, KeyAndCertificate given) {
        machine(node)
                .run(
                        Script.resource(HostsTarget.class, "bring", spec.name(), String.valueOf(node)),
                        QUICK,
                        out -> out.write(given.key().reveal().getBytes(StandardCharsets.UTF_8)))
                .orRefuse(machine(node).host());
        return new NodeCertificates(given.certificate(), keyring.authorities());
    }

    @Override
    public void noteLoaded(int node) {
        HostPaths paths = paths(node);
        run(node, Script.resource(HostsTarget.class, "loaded", paths.tls(), paths.state() + "/started"), QUICK);
    }

    @Override
    public void writeFiles(int node, SortedMap<String, String> files) {
        HostPaths paths = paths(node);
        NodeSpec wanted = spec.node(node).orElseThrow();
        Delivery delivery = new Delivery();
        // The key store comes first: what names it is worth nothing without it.
        Consumer<byte[]> store = bytes -> delivery.add(paths.of(AgentAccess.STORE), "640 kafka", bytes);
        HostsAgent.opened(spec, files, () -> keyring.agents().give(wanted, advertised(wanted), store))
                .forEach((name, text) -> {
                    String path = paths.of(name);
                    delivery.add(path, path.startsWith(paths.etc()) ? "640 kafka" : "644 root", text);
                });
        List<String> words = new ArrayList<>(List.of(
                paths.state() + "/manifest.properties",
                operator.who(),
                operator.specSum(),
                release.version().toString()));
        // A block in a file of the machine has no checksum of its own.
        HostsBlueprint.FILES.stream()
                .filter(name -> !name.equals(MachineFiles.NAMES))
                .forEach(name -> words.add(name + "=" + paths.of(name)));
        delivery.to(machine(node), words);
    }

    @Override
    public void format(Map<Integer, Format> nodes, String clusterId, String initialControllers) {
        Map<Integer, NodeFacts> installed = survey.facts().nodes();
        InParallel.each(nodes.keySet(), node -> {
            NodeFacts facts = installed.get(node);
            if (facts == null) {
                throw new WorldRefused(machine(node).host(), "does not answer any more", "run the same command again");
            }
            try (Formatting storage = Formatting.of(
                    release.knowledge(),
                    facts.files().getOrDefault(ServerProperties.FILE, ""),
                    clusterId,
                    nodes.get(node) == Format.FIRST_VOTER ? Optional.of(initialControllers) : Optional.empty(),
                    keyring.firstUser())) {
                machine(node)
                        .run(
                                Script.resource(
                                        HostsTarget.class, "format", spec.name(), String.valueOf(node), clusterId),
                                Duration.ofMinutes(2),
                                storage::write)
                        .orRefuse(machine(node).host());
            }
        });
    }

    @Override
    public void start(int node) {
        run(node, paths(node).start(node), Duration.ofSeconds(60));
    }

    @Override
    public boolean stop(int node, Duration bound) {
        Script script =
                Script.resource(HostsTarget.class, "stop", paths(node).unit(), String.valueOf(bound.toSeconds()));
        return !run(node, script, bound.plus(Duration.ofSeconds(30))).contains("forced");
    }

    @Override
    public void kill(int node) {
        // The stop afterwards keeps systemd from starting it again. A node that was never finished has no unit: 5.
        Script script = new Script(
                "systemctl kill --signal=KILL \"$1\" 2>/dev/null; systemctl stop \"$1\" || [ $? = 5 ]",
                paths(node).unit());
        run(node, script, QUICK);
    }

    @Override
    public Workers workers() {
        return new HostWorkers(spec, keyring, carried, release, machines, survey);
    }

    @Override
    public Prometheus prometheus() {
        return new HostPrometheus(spec, keyring, machines::at, host -> survey.prometheus(on(host)));
    }

    /// A node that lives on this host.
    private int on(String host) {
        return spec.nodes().stream()
                .filter(node -> node.host().filter(host::equals).isPresent())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no node lives on " + host))
                .id();
    }

    @Override
    public Hardships hardships() {
        return new HostHardships(spec, this::machine);
    }

    @Override
    public Pulse pulse(int node) {
        return new HostLogs(machine(node), paths(node)).pulse();
    }

    @Override
    public SortedMap<String, Counters> counters() {
        return HostCounters.read(machines.ofNodes());
    }

    @Override
    public List<String> lastLogLines(int node, int count) {
        return new HostLogs(machine(node), paths(node)).last(count);
    }

    @Override
    public boolean readLog(int node, Log log, int lines, Until until, Predicate<String> taker) {
        return new HostLogs(machine(node), paths(node)).read(log, lines, until, taker);
    }

    @Override
    public Optional<String> holder(int node, int port) {
        return Optional.ofNullable(survey.host(node).listening().get(port));
    }

    @Override
    public void remove(Set<Integer> nodes, Fate data) {
        InParallel.each(nodes, node -> {
            String[] words = {spec.name(), String.valueOf(node), data.name()};
            Script leave = Script.resource(HostsTarget.class, "leave");
            run(node, Script.resource(HostsTarget.class, "remove", words).then(leave), SLOW);
        });
        if (data == Fate.DELETED && spec.nodes().stream().map(NodeSpec::id).allMatch(nodes::contains)) {
            SafeFiles.delete(Objects.requireNonNull(journal.getParent()));
        }
    }

    @Override
    public void close() {}

    private String run(int node, Script script, Duration bound) {
        return machine(node).run(script, bound).orRefuse(machine(node).host());
    }

    private SshMachine machine(int node) {
        return machines.of(node);
    }

    private HostPaths paths(int node) {
        return HostPaths.of(spec.name(), spec.node(node).orElseThrow());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
