package dev.castellan.cli.bench;

import dev.castellan.measure.Text;
import dev.castellan.measure.Trial;
import dev.castellan.measure.Workload;
import dev.castellan.tune.Advice;
import dev.castellan.tune.Goal;
import dev.castellan.tune.Recommendation;
import dev.castellan.tune.Situation;
import dev.castellan.view.Bytes;
import dev.castellan.view.Report;
import dev.castellan.view.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What `castellan tune` says.
final class TuneReports {
    private TuneReports() {}

    /// The JSON form.
    ///
    /// @param kafka the release whose defaults are shown
    /// @param yaml lines for `cluster.yaml`
    /// @param measured with `--bench`
    record Tuning(
            String cluster,
            Goal goal,
            String kafka,
            int brokers,
            Situation.Machine machine,
            Situation.Load load,
            List<Advice> advice,
            String yaml,
            String clientProperties,
            Optional<Trial> measured) {}

    static Report of(String cluster, Recommendation tuned, Optional<Trial> measured) {
        List<String> parts = new ArrayList<>();
        parts.add(heading(cluster, tuned.situation()));
        parts.add(table(tuned));
        parts.add("why\n"
                + tuned.advice().stream()
                        .map(one -> "  %s: %s (%s)".formatted(one.name(), one.reason(), one.source()))
                        .collect(Collectors.joining("\n")));
        parts.add(kept(tuned.situation()));
        parts.add(measured.map(TuneReports::measured)
                .orElse("compression is recommended by measurement alone, and what this gains on your machines is known"
                        + " only there: add --bench"));
        return new Report(
                "Tuning",
                new Tuning(
                        cluster,
                        tuned.situation().goal(),
                        tuned.situation().cluster().version().toString(),
                        tuned.situation().cluster().brokers(),
                        tuned.situation().machine(),
                        tuned.situation().load(),
                        tuned.advice(),
                        tuned.yaml(),
                        tuned.clientProperties(),
                        measured),
                String.join("\n\n", parts));
    }

    private static String heading(String cluster, Situation situation) {
        Situation.Machine machine = situation.machine();
        String shared = machine.nodes() == 1
                ? "a broker on each"
                : "shared by " + machine.nodes() + " nodes, so " + share(machine) + " for each";
        return "%s: for %s, records of %d B%s\n  %s of Kafka %s; %s of %s and %s, %s"
                .formatted(
                        cluster,
                        situation.goal(),
                        situation.load().recordBytes(),
                        situation
                                .load()
                                .rate()
                                .map(rate -> ", " + Text.number(rate) + " a second")
                                .orElse(""),
                        count(situation.cluster().brokers(), "broker"),
                        situation.cluster().version(),
                        switch (machine.place()) {
                            case laptop -> "this machine";
                            case hosts -> "hosts";
                            case elsewhere -> "machines";
                        },
                        count(machine.cores(), "core"),
                        Bytes.text(machine.memoryBytes()),
                        shared);
    }

    private static String share(Situation.Machine machine) {
        return String.format(Locale.ROOT, "%.1f cores", (double) machine.cores() / machine.nodes());
    }

    private static String table(Recommendation tuned) {
        Table table = Table.of("OF", "SETTING", "AS IT COMES", "RECOMMENDED");
        tuned.advice().forEach(one -> table.row(one.scope(), one.name(), one.stock(), one.value()));
        return table.text();
    }

    private static String kept(Situation situation) {
        Situation.Cluster cluster = situation.cluster();
        return "kept as safe as it is: replication factor %d, min.insync.replicas %d, acks all, idempotence"
                .formatted(cluster.replicas(), cluster.inSync());
    }

    private static String measured(Trial trial) {
        Workload workload = trial.pairs().getFirst().after().workload();
        boolean paced = workload.rate().isPresent();
        Table table = Table.of("", "AS IT COMES", "RECOMMENDED", "RATIO");
        row(table, "throughput, records/s", trial.throughput());
        if (paced) {
            row(table, "p99, ms", trial.p99());
        }
        StringBuilder text = new StringBuilder("measured, the median of %s in turns: %s, %s, records of %d B, %s\n"
                        .formatted(
                                count(trial.pairs().size(), "pair"),
                                workload.kind().verb(),
                                workload.rate()
                                        .map(rate -> Text.number(rate) + " records/s")
                                        .orElse("flat out"),
                                workload.shape().bytes(),
                                switch (workload.shape().payload()) {
                                    case random -> "random letters";
                                    case json -> "JSON";
                                }))
                .append(table.text().lines().map(line -> "  " + line).collect(Collectors.joining("\n")));
        text.append(
                "\nboth on the brokers as they run now: what is recommended for broker and jvm counts once applied");
        trial.codecs().forEach(codec -> text.append('\n').append(codec(codec, paced)));
        if (trial.codecs().isEmpty()) {
            text.append("\nno codec was tried: in random letters there is nothing to save, use --payload json");
        }
        return text.toString();
    }

    private static void row(Table table, String what, Trial.Ratio ratio) {
        table.row(what, Text.number(ratio.before()), Text.number(ratio.after()), Text.number(ratio.ratio()));
    }

    private static String codec(Trial.Codec codec, boolean paced) {
        String what = paced
                ? "p99 " + Text.number(codec.p99()) + " ms"
                : Text.number(codec.recordsPerSecond()) + " records/s";
        return String.format(
                Locale.ROOT,
                "compression.type=%s: %s, %.2f times as good, %.0f %% of the bytes: %s",
                codec.name(),
                what,
                codec.ratio(),
                codec.left() * 100,
                codec.worth() ? "recommended" : "not worth it here");
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
