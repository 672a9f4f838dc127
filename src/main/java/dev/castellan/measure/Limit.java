package dev.castellan.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// One thing that may hold a run back, and what the measurements say of it.
///
/// @param what `client`, `cpu`, `disk`, `network`, `quota`, `broker`
public record Limit(String what, Verdict verdict, String why) {
    /// Above this share of its capacity a resource is taken to hold the run back.
    private static final double FULL = 0.9;

    /// Of this a client flat out that is held back by the cluster waits at least for room in its buffer.
    private static final double WAITING = 0.2;

    /// Below this it hardly ever waits.
    private static final double FLOWING = 0.05;

    /// How sure it is.
    public enum Verdict {
        BOUND,
        FREE,
        UNKNOWN
    }

    /// All of them, in the order in which they are shown.
    ///
    /// @param gauges see [Gauge]
    public static List<Limit> of(Workload workload, Result.Machine machine, Map<String, Double> gauges) {
        List<Limit> limits = new ArrayList<>();
        limits.add(cpu(workload, machine));
        limits.add(client(workload, machine, gauges));
        limits.add(disk(machine));
        limits.add(network(machine));
        limits.add(quota(gauges));
        limits.add(broker(gauges));
        return List.copyOf(limits);
    }

    private static Limit cpu(Workload workload, Result.Machine machine) {
        String stolen = machine.stolen()
                .filter(share -> share >= 0.01)
                .map(share -> ", " + percent(share) + " taken by its hypervisor")
                .orElse("");
        String rest = machine.brokersHere()
                ? "the rest are brokers and whatever else runs here"
                : "the rest is whatever else runs here; "
                        + brokers(
                                machine,
                                Strain::busy,
                                "the busiest broker's machine is %s with %s",
                                "the brokers' machines are");
        String clients = String.format(Locale.ROOT, "%.2f cores", workload.clients() * machine.clientCores());
        return shared(
                "cpu",
                machine.busy(),
                most(machine, Strain::busy),
                share -> "%s of %d cores busy%s; clients took %s, %s"
                        .formatted(percent(share), machine.cores(), stolen, clients, rest));
    }

    private static Limit client(Workload workload, Result.Machine machine, Map<String, Double> gauges) {
        String cores = String.format(Locale.ROOT, "each client kept %.2f cores busy", machine.clientCores());
        Optional<Double> waiting = Gauge.WAITING_SHARE.in(gauges);
        if (workload.rate().isPresent() && machine.clientCores() < FULL) {
            return new Limit("client", Verdict.FREE, cores + "; it sends at a rate, so it is not asked for all it can");
        }
        if (waiting.isEmpty()) {
            return machine.clientCores() >= FULL
                    ? new Limit("client", Verdict.BOUND, cores + ": its one reading thread may be all it can; try more")
                    : new Limit("client", Verdict.FREE, cores);
        }
        String waited = cores + ", and waited " + percent(waiting.get()) + " of the time for room in its buffer";
        if (waiting.get() < FLOWING) {
            return new Limit("client", Verdict.BOUND, waited + ": it sends all it can; try more --clients");
        }
        return waiting.get() >= WAITING
                ? new Limit("client", Verdict.FREE, waited + ": the cluster, or what lies between, takes no more")
                : new Limit("client", Verdict.UNKNOWN, waited + ": too little to blame the cluster, too much to not");
    }

    private static Limit disk(Result.Machine machine) {
        if (machine.brokersHere()) {
            return shared(
                    "disk",
                    machine.disk(),
                    Optional.empty(),
                    share -> "the busiest disk had work " + percent(share) + " of the time");
        }
        return most(machine, Strain::disk)
                .map(share -> new Limit(
                        "disk",
                        share >= FULL ? Verdict.BOUND : Verdict.FREE,
                        brokers(machine, Strain::disk, "the busiest disk is one of %s, with work %s of the time", "")))
                .orElse(new Limit("disk", Verdict.UNKNOWN, "not known: the brokers' disks are on other machines"));
    }

    private static Limit network(Result.Machine machine) {
        if (machine.brokersHere()) {
            return new Limit(
                    "network", Verdict.FREE, "brokers and clients share this machine: nothing goes over a link");
        }
        return shared(
                "network",
                machine.link(),
                most(machine, Strain::link),
                share -> percent(share) + " of this machine's link; "
                        + brokers(
                                machine,
                                Strain::link,
                                "of the brokers' the busiest is that of %s with %s",
                                "the brokers' is"));
    }

    /// The busiest of the brokers' machines, in words.
    ///
    /// @param otherwise what precedes `not known`
    private static String brokers(
            Result.Machine machine, Function<Strain, Optional<Double>> part, String words, String otherwise) {
        return machine.brokers().entrySet().stream()
                .filter(broker -> part.apply(broker.getValue()).isPresent())
                .max(Comparator.comparingDouble(
                        broker -> part.apply(broker.getValue()).orElseThrow()))
                .map(broker -> words.formatted(
                        broker.getKey(), percent(part.apply(broker.getValue()).orElseThrow())))
                .orElse(otherwise + " not known");
    }

    private static Optional<Double> most(Result.Machine machine, Function<Strain, Optional<Double>> part) {
        return machine.brokers().values().stream()
                .flatMap(strain -> part.apply(strain).stream())
                .max(Double::compare);
    }

    private static Limit quota(Map<String, Double> gauges) {
        return Gauge.THROTTLED_MS
                .in(gauges)
                .map(millis -> millis > 0
                        ? new Limit(
                                "quota",
                                Verdict.BOUND,
                                String.format(
                                        Locale.ROOT, "brokers held answers back %.1f ms on average: a quota", millis))
                        : new Limit("quota", Verdict.FREE, "no answer was held back by a quota"))
                .orElseGet(() -> new Limit("quota", Verdict.UNKNOWN, "not known"));
    }

    /// Without JMX a broker tells nobody how long a request took inside it: what there is are the clients' own times.
    private static Limit broker(Map<String, Double> gauges) {
        String seen = Gauge.REQUEST_MS
                .in(gauges)
                .map(millis -> String.format(Locale.ROOT, "a request took %.1f ms, as the client sees it", millis))
                .or(() -> Gauge.FETCH_MS
                        .in(gauges)
                        .map(millis ->
                                String.format(Locale.ROOT, "a fetch took %.1f ms, as the client sees it", millis)))
                .orElse("no request was timed");
        return new Limit("broker", Verdict.UNKNOWN, seen + "; how much of it inside a broker is not known without JMX");
    }

    /// @param there the same of the busiest of the brokers' machines
    private static Limit shared(
            String what, Optional<Double> here, Optional<Double> there, Function<Double, String> sentence) {
        boolean full = Stream.of(here, there).flatMap(Optional::stream).anyMatch(share -> share >= FULL);
        return here.map(share -> new Limit(what, full ? Verdict.BOUND : Verdict.FREE, sentence.apply(share)))
                .orElseGet(() -> new Limit(what, Verdict.UNKNOWN, "not known: this machine does not tell"));
    }

    private static String percent(double share) {
        return Math.round(share * 100) + " %";
    }
}
