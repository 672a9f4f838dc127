package dev.castellan.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.export.Export;
import dev.castellan.kafka.client.Brokers;
import dev.castellan.kafka.client.Configs;
import dev.castellan.kafka.client.Features;
import dev.castellan.kafka.client.Quorum;
import dev.castellan.kafka.client.Quorum.Replica;
import dev.castellan.kafka.client.Quorum.Role;
import dev.castellan.kafka.client.Setting;
import dev.castellan.spec.SpecText;
import dev.castellan.spec.TopicSpec;
import dev.castellan.testkit.Golden;
import dev.castellan.testkit.Specs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ClusterReportsTest {
    private static final Configs.Entity BROKER = new Configs.Entity(Configs.Entity.Kind.BROKER, "1");

    @Test
    void an_export_has_the_fields_of_a_spec() {
        Export export = new Export(
                SpecText.fields(
                        List.of(TopicSpec.of("clicks", 6, 3, Map.of("retention.ms", "604800000"))),
                        Specs.aCluster("users: {app: {produce: ['clicks*'], quota: {request_percentage: 12.5}}}")
                                .users(),
                        Map.of("log.retention.ms", "86400000")),
                List.of("user jane, with SCRAM-SHA-256"));
        Golden.folder("an-export-has-the-fields-of-a-spec").holds(ClusterReports.exported(export));
        assertThat(ClusterReports.exportedTo("blocks.yaml", export).text())
                .isEqualTo("wrote blocks.yaml: topics 1, users 1, properties 1; 1 not expressible, named at its end");
    }

    @Test
    void the_quorum_shows_leader_lag_and_time_behind() {
        Quorum quorum = new Quorum(
                Optional.of(1),
                7,
                4107,
                List.of(
                        new Replica(
                                1, Role.leader, Optional.of("AAA"), Optional.of("a:9093"), 4108, 0, Optional.of(0L)),
                        new Replica(
                                2,
                                Role.follower,
                                Optional.of("BBB"),
                                Optional.of("b:9093"),
                                4000,
                                108,
                                Optional.of(185_000L)),
                        new Replica(4, Role.observer, Optional.empty(), Optional.empty(), 4108, 0, Optional.empty())));
        Golden.folder("the-quorum-shows-leader-lag-and-time-behind").holds(ClusterReports.quorum(quorum));
    }

    @Test
    void features_show_what_is_finalized_and_supported() {
        Features features = new Features(
                Optional.of(12L),
                List.of(
                        new Features.Feature(
                                "metadata.version", Optional.of((short) 30), Optional.of((short) 7), Optional.of((short)
                                        30)),
                        new Features.Feature(
                                "share.version", Optional.empty(), Optional.of((short) 0), Optional.of((short) 1))));
        Golden.folder("features-show-what-is-finalized-and-supported").holds(ClusterReports.features(features));
    }

    @Test
    void brokers_show_what_they_lead_and_hold() {
        Golden.folder("brokers-show-what-they-lead-and-hold")
                .holds(ClusterReports.brokers(List.of(
                        new Brokers.Broker(1, "a:9092", Optional.of("r1"), false, 19, 56, Optional.of((short) 30)),
                        new Brokers.Broker(2, "b:9092", Optional.empty(), true, 0, 56, Optional.empty()))));
    }

    @Test
    void a_broker_that_does_not_answer_says_so_among_those_that_do() {
        Golden.folder("a-broker-that-does-not-answer-says-so-among-those-that-do")
                .holds(ClusterReports.apis(List.of(
                        new Brokers.Understood(1, List.of(new Brokers.Api(0, "Produce", 0, 13)), Optional.empty()),
                        new Brokers.Understood(2, List.of(), Optional.of("the connection is refused")))));
    }

    @Test
    void configs_show_where_a_value_comes_from_and_hide_what_is_sensitive() {
        Golden.folder("configs-show-where-a-value-comes-from-and-hide-what-is-sensitive")
                .holds(ClusterReports.configs(
                        BROKER,
                        List.of(
                                new Setting("log.dirs", Optional.of("/var/lib/kafka"), "static", false, true),
                                new Setting("ssl.key.password", Optional.of("***"), "dynamic broker", true, false))));
    }

    @Test
    void a_config_change_shows_before_and_after() {
        Golden.folder("a-config-change-shows-before-and-after")
                .holds(ClusterReports.changed(
                        BROKER,
                        List.of(new Configs.Change("log.cleaner.threads", Optional.of("1"), Optional.of("2")))));
    }
}
