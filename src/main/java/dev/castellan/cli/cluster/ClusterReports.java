package dev.castellan.cli.cluster;

import dev.castellan.export.Export;
import dev.castellan.kafka.client.Brokers;
import dev.castellan.kafka.client.Configs;
import dev.castellan.kafka.client.Features;
import dev.castellan.kafka.client.Quorum;
import dev.castellan.kafka.client.Setting;
import dev.castellan.view.Report;
import dev.castellan.view.Table;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the cluster verbs say, in both forms.
final class ClusterReports {
    private ClusterReports() {}

    /// Properties with their owner.
    record Properties(String kind, String name, List<Setting> settings) {}

    /// Changed properties with their owner.
    record Changed(String kind, String name, List<Configs.Change> changes) {}

    /// What a cluster holds, in the fields of a spec.
    ///
    /// @param file empty where the text was printed
    record Exported(Map<String, Object> spec, List<String> notExpressible, String file) {}

    static Report exported(Export export) {
        return exported("", export, export.yaml().stripTrailing());
    }

    /// An export that went into a file.
    static Report exportedTo(String file, Export export) {
        String left = export.notExpressible().isEmpty()
                ? ""
                : "; " + export.notExpressible().size() + " not expressible, named at its end";
        return exported(
                file,
                export,
                "wrote " + file + ": topics " + export.count("topics") + ", users " + export.count("users")
                        + ", properties " + export.count("config") + left);
    }

    private static Report exported(String file, Export export, String text) {
        return new Report("Export", new Exported(export.fields(), export.notExpressible(), file), text);
    }

    static Report quorum(Quorum quorum) {
        long voters = quorum.replicas().stream()
                .filter(replica -> replica.role() != Quorum.Role.observer)
                .count();
        String heading = "%s, epoch %d, high watermark %d, %d voters, %d observers"
                .formatted(
                        quorum.leader().map(id -> "led by " + id).orElse("no leader"),
                        quorum.leaderEpoch(),
                        quorum.highWatermark(),
                        voters,
                        quorum.replicas().size() - voters);
        Table table = Table.of("NODE", "ROLE", "ENDPOINT", "DIRECTORY", "LOG END", "LAG", "BEHIND");
        quorum.replicas()
                .forEach(replica -> table.row(
                        replica.node(),
                        lower(replica.role()),
                        cell(replica.endpoint()),
                        cell(replica.directory()),
                        replica.logEndOffset(),
                        replica.lag(),
                        behind(replica)));
        return new Report("Quorum", quorum, heading + "\n" + table.text());
    }

    private static String behind(Quorum.Replica replica) {
        return replica.behindMillis().map(ClusterReports::span).orElse("unknown");
    }

    private static String span(long millis) {
        if (millis < 10_000) {
            return millis + " ms";
        }
        long seconds = millis / 1000;
        return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
    }

    static Report features(Features features) {
        Table table = Table.of("FEATURE", "FINALIZED", "SUPPORTED");
        features.features()
                .forEach(feature -> table.row(
                        feature.name(),
                        cell(feature.finalized()),
                        feature.lowest().isEmpty() ? "-" : cell(feature.lowest()) + " to " + cell(feature.highest())));
        String epoch = features.epoch().map(number -> "\nepoch " + number).orElse("");
        return new Report("Features", features, table.text() + epoch);
    }

    static Report brokers(List<Brokers.Broker> brokers) {
        Table table = Table.of("BROKER", "ADDRESS", "RACK", "STATE", "LEADERS", "REPLICAS", "METADATA UP TO");
        brokers.forEach(broker -> table.row(
                broker.id(),
                broker.address(),
                cell(broker.rack()),
                broker.fenced() ? "fenced" : "serving",
                broker.leaders(),
                broker.replicas(),
                cell(broker.metadataVersion())));
        return new Report("Brokers", brokers, table.text());
    }

    static Report apis(List<Brokers.Understood> brokers) {
        String text = brokers.stream().map(ClusterReports::understood).collect(Collectors.joining("\n\n"));
        return new Report("BrokerApis", brokers, text);
    }

    private static String understood(Brokers.Understood broker) {
        if (broker.trouble().isPresent()) {
            return "broker %d: %s".formatted(broker.id(), broker.trouble().get());
        }
        Table table = Table.of("KEY", "REQUEST", "VERSIONS");
        broker.apis().forEach(api -> table.row(api.key(), api.name(), api.lowest() + " to " + api.highest()));
        return "broker %d\n%s".formatted(broker.id(), table.text().indent(2).stripTrailing());
    }

    static Report configs(Configs.Entity entity, List<Setting> settings) {
        Table table = Table.of("PROPERTY", "VALUE", "SOURCE", "");
        settings.forEach(setting ->
                table.row(setting.name(), setting.shown(), setting.source(), setting.sensitive() ? "sensitive" : ""));
        String text = settings.isEmpty() ? entity.text() + ": everything at its default" : table.text();
        return new Report("Configs", new Properties(lower(entity.kind()), entity.name(), settings), text);
    }

    static Report changed(Configs.Entity entity, List<Configs.Change> changes) {
        String lines = changes.stream()
                .map(change -> "  %s  %s -> %s"
                        .formatted(
                                change.name(),
                                change.before().orElse("(none)"),
                                change.after().orElse("(none)")))
                .collect(Collectors.joining("\n"));
        return new Report(
                "ConfigChange",
                new Changed(lower(entity.kind()), entity.name(), changes),
                entity.text() + "\n" + lines);
    }

    private static String lower(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String cell(Optional<?> value) {
        return value.map(String::valueOf).orElse("-");
    }
}
