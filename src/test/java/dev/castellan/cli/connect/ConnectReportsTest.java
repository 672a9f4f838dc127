package dev.castellan.cli.connect;

import dev.castellan.connect.plugin.Fit;
import dev.castellan.kafka.distribution.Plugin;
import dev.castellan.problem.Problem;
import dev.castellan.spec.KafkaVersion;
import dev.castellan.testkit.Golden;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConnectReportsTest {
    private static final Plugin PLUGIN = new Plugin(
            "http-connector 1.2",
            Path.of("/plugins/http"),
            List.of(Path.of("/plugins/http/libs/http.jar"), Path.of("/plugins/http/libs/kafka-clients.jar")),
            "0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9");
    private static final Fit.Usable SOURCE = new Fit.Usable("source connector", "http.HttpSourceConnector", "1.2", 41);
    private static final Fit.Usable FILTER = new Fit.Usable("transformation", "http.Filter", "", 3);
    private static final Problem MISSING = Problem.error(
            "http.HttpSourceTask",
            "names method org.apache.kafka.connect.util.TopicAdmin$NewTopicBuilder.minInSyncReplicas(short),"
                    + " which Kafka 3.9.2 does not have; code leads there from http.HttpSourceConnector",
            "");
    private static final Problem OPTIONAL = Problem.warning(
            "http.Metrics",
            "names class org.apache.kafka.common.metrics.PluginMetrics, which Kafka 3.9.2 does not have;"
                    + " it is ready to do without",
            "");

    @Test
    void a_plugin_that_fits_shows_what_it_holds() {
        Golden.folder("a-plugin-that-fits-shows-what-it-holds")
                .holds(ConnectReports.check(PLUGIN, List.of(fit(new KafkaVersion(4, 3, 1), List.of())), List.of()));
    }

    @Test
    void a_plugin_that_does_not_fit_names_what_is_missing_and_the_releases_that_would() {
        Golden.folder("a-plugin-that-does-not-fit-names-what-is-missing")
                .holds(ConnectReports.check(
                        PLUGIN,
                        List.of(fit(new KafkaVersion(3, 9, 2), List.of(MISSING, OPTIONAL))),
                        List.of(
                                fit(new KafkaVersion(4, 0, 0), List.of(MISSING)),
                                fit(new KafkaVersion(4, 3, 1), List.of()))));
    }

    @Test
    void a_class_that_is_not_there_is_no_matter_of_the_release() {
        Problem absent = Problem.error(
                PLUGIN.name(),
                "has no class http.HttpSourceConector that Connect could use",
                "did you mean \"http.HttpSourceConnector\"?");
        Golden.folder("a-class-that-is-not-there-is-no-matter-of-the-release")
                .holds(ConnectReports.check(
                        PLUGIN,
                        List.of(new Fit(
                                new KafkaVersion(4, 3, 1),
                                17,
                                120,
                                44,
                                List.of(),
                                List.of(SOURCE),
                                List.of(absent),
                                Collections.nCopies(10, OPTIONAL))),
                        List.of()));
    }

    private static Fit fit(KafkaVersion kafka, List<Problem> problems) {
        return new Fit(kafka, 17, 120, 44, List.of("kafka-clients.jar"), List.of(SOURCE, FILTER), List.of(), problems);
    }
}
