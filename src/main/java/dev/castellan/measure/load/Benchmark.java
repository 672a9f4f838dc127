package dev.castellan.measure.load;

import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.machine.Counters;
import dev.castellan.machine.ThisMachine;
import dev.castellan.measure.Latencies;
import dev.castellan.measure.Limit;
import dev.castellan.measure.Notes;
import dev.castellan.measure.Result;
import dev.castellan.measure.Strain;
import dev.castellan.measure.Workload;
import dev.castellan.problem.UserMistake;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/// One run on a cluster, from the topic to the result.
public final class Benchmark {
    /// Who is told how it goes.
    public interface Onlooker {
        /// Now and then: so many records are done.
        void advanced(long records);

        /// Something that a person should know.
        void remark(String sentence);
    }

    /// What a run is to have that the cluster and Kafka's clients do not have by themselves.
    ///
    /// @param client properties of producers and consumers; what the workload says goes before them
    /// @param topic properties of the topic, where it is one of its own
    public record Extras(Map<String, String> client, Map<String, String> topic) {
        public static final Extras NONE = new Extras(Map.of(), Map.of());

        public Extras {
            client = Map.copyOf(client);
            topic = Map.copyOf(topic);
        }
    }

    private final KafkaConnection kafka;
    private final List<String> program;
    private final InstantSource clock;
    private final Onlooker onlooker;
    private final Supplier<SortedMap<String, Counters>> brokers;

    /// @param brokers what the brokers' machines count now, by their names; of this machine, and of those that cannot
    ///     be asked, nothing
    /// @param program what starts a client: a command that ends in [LoadClient#run]
    public Benchmark(
            KafkaConnection kafka,
            Supplier<SortedMap<String, Counters>> brokers,
            List<String> program,
            InstantSource clock,
            Onlooker onlooker) {
        this.kafka = kafka;
        this.program = List.copyOf(program);
        this.clock = clock;
        this.onlooker = onlooker;
        this.brokers = brokers;
    }

    /// @param wanted its place names the topic, empty for one of its own
    /// @param fill how many records to write first, where the topic is one of its own and is to be read
    public Result run(Workload wanted, long fill, Extras extras) {
        String at = clock.instant().toString();
        try (BenchTopic topic = BenchTopic.open(kafka, wanted.place(), extras.topic(), onlooker)) {
            Workload workload = wanted.with(topic.place());
            if (workload.clients() > topic.place().partitions() && workload.kind() != Workload.Kind.produce) {
                throw new UserMistake(
                        "%d clients cannot share %d partitions: each reads some of its own"
                                .formatted(workload.clients(), topic.place().partitions()),
                        "--partitions " + workload.clients());
            }
            if (workload.kind() == Workload.Kind.consume
                    && wanted.place().topic().isEmpty()) {
                run(filling(workload, fill), Assignment.Task.FILL, extras);
            }
            boolean here = areBrokersHere(); // asked before: a cluster that a benchmark broke answers nothing after it
            return result(at, workload, run(workload, Assignment.Task.MEASURE, extras), here);
        }
    }

    private static Workload filling(Workload workload, long records) {
        return new Workload(
                Workload.Kind.produce,
                workload.place(),
                workload.shape(),
                new Workload.Batching("all", workload.batching().compression(), 262_144, 20),
                Optional.empty(),
                workload.clients(),
                new Workload.Extent(0, 0, Optional.of(records)));
    }

    /// What the clients said, and the machine before and after.
    private record Observed(List<ClientReport> reports, Strain here, SortedMap<String, Strain> brokers) {}

    private Observed run(Workload workload, Assignment.Task task, Extras extras) {
        try (Clients clients = Clients.start(program, assignments(workload, task, extras))) {
            clients.each(client -> client.await(Wire.READY));
            clients.order(Wire.GO);
            try (Watch watch = new Watch(clients, onlooker)) {
                clients.each(client -> client.await(Wire.MEASURING));
                Counters before = Counters.read();
                SortedMap<String, Counters> brokersBefore = brokers.get();
                clients.each(client -> client.await(Wire.SENT));
                Strain here = strain(before, Counters.read());
                SortedMap<String, Counters> brokersAfter = brokers.get();
                clients.order(Wire.DRAIN);
                List<ClientReport> reports = new ArrayList<>();
                clients.each(client -> reports.add(Wire.read(client.await(Wire.REPORT), ClientReport.class)));
                return new Observed(reports, here, strains(brokersBefore, brokersAfter));
            }
        }
    }

    private static SortedMap<String, Strain> strains(
            SortedMap<String, Counters> before, SortedMap<String, Counters> after) {
        SortedMap<String, Strain> strains = new TreeMap<>();
        after.forEach((host, counters) -> {
            Counters earlier = before.get(host);
            if (earlier != null) {
                strains.put(host, strain(earlier, counters));
            }
        });
        return strains;
    }

    private static Strain strain(Counters before, Counters after) {
        return new Strain(
                after.cores(),
                after.busySince(before),
                after.stolenSince(before),
                after.diskSince(before),
                after.linkSince(before));
    }

    private List<Assignment> assignments(Workload workload, Assignment.Task task, Extras extras) {
        Map<String, String> properties = new TreeMap<>();
        kafka.clientProperties().forEach((name, value) -> properties.put(name, String.valueOf(value)));
        properties.putAll(extras.client());
        long run = ThreadLocalRandom.current().nextLong();
        List<Assignment> assignments = new ArrayList<>();
        for (int client = 0; client < workload.clients(); client++) {
            assignments.add(new Assignment(
                    properties, task, workload, client, run, kafka.bound().toMillis()));
        }
        return assignments;
    }

    private static Result result(String at, Workload workload, Observed observed, boolean here) {
        List<ClientReport> reports = observed.reports();
        Map<String, Double> gauges = ClientReport.meanGauges(reports);
        Result.Machine machine = new Result.Machine(
                Runtime.getRuntime().availableProcessors(),
                here,
                ClientReport.meanCores(reports),
                observed.here().busy(),
                observed.here().stolen(),
                observed.here().disk(),
                observed.here().link(),
                observed.brokers());
        Latencies due =
                ClientReport.merged(reports.stream().map(ClientReport::latency).toList());
        Latencies sent = ClientReport.merged(
                reports.stream().map(ClientReport::sinceSent).toList());
        Result.Throughput throughput = ClientReport.together(reports);
        return new Result(
                at,
                workload,
                throughput,
                Optional.of(due).filter(some -> some.count() > 0).map(Latencies::distribution),
                Optional.of(sent).filter(some -> some.count() > 0).map(Latencies::distribution),
                gauges,
                machine,
                Limit.of(workload, machine, gauges),
                Notes.of(workload, machine, throughput));
    }

    /// Whether any of the brokers listens on an address of this machine. Asks for no topics: one that was made or
    /// deleted a moment ago is known to some brokers and not to others.
    private boolean areBrokersHere() {
        return kafka.await(kafka.admin().describeCluster().nodes()).stream()
                .anyMatch(node -> ThisMachine.is(node.host()));
    }
}
