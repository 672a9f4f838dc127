package dev.castellan.kafka.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.problem.Problem.Severity;
import dev.castellan.spec.KafkaVersion;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FindingsTest {
    private static final KafkaVersion VERSION = new KafkaVersion(4, 3, 1);

    @Test
    void an_unknown_name_gets_the_closest_known_one() {
        assertThat(Findings.unknown("num.partitons", "broker", VERSION, Set.of("num.partitions")))
                .isEqualTo(ConfigFinding.error(
                        "num.partitons",
                        "Kafka 4.3.1 has no broker property num.partitons",
                        "did you mean num.partitions?"));
    }

    @Test
    void a_bad_value_is_shown_with_kafkas_reason() {
        assertThat(Findings.value(
                                "num.partitions",
                                "0",
                                false,
                                "Invalid value 0 for configuration num.partitions: Value must be at least 1",
                                VERSION)
                        .what())
                .isEqualTo("num.partitions is 0: value must be at least 1");
    }

    @Test
    void a_secret_is_never_shown() {
        ConfigFinding finding = Findings.value(
                "ssl.key.password",
                "hunter2",
                true,
                "Invalid value hunter2 for configuration ssl.key.password",
                VERSION);

        assertThat(finding.toString()).doesNotContain("hunter2");
    }

    @Test
    void a_class_that_may_be_in_a_plugins_jar_is_only_warned_about() {
        ConfigFinding finding = Findings.value(
                "authorizer", "com.x.Y", false, "Invalid value com.x.Y: Class com.x.Y could not be found.", VERSION);

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.what()).isEqualTo("authorizer is com.x.Y: no such class in Kafka 4.3.1");
    }

    @Test
    void a_refusal_of_several_is_given_to_the_one_the_user_wrote() {
        Map<String, String> written = Map.of("replica.fetch.wait.max.ms", "9");
        Map<String, String> all = Map.of("replica.fetch.wait.max.ms", "9", "replica.socket.timeout.ms", "8");
        String refusal = "requirement failed: replica.socket.timeout.ms must exceed replica.fetch.wait.max.ms.";

        assertThat(Findings.together(refusal, List.of(written, all)))
                .isEqualTo(ConfigFinding.error(
                        "replica.fetch.wait.max.ms",
                        "replica.socket.timeout.ms must exceed replica.fetch.wait.max.ms",
                        ""));
    }

    @Test
    void a_refusal_that_names_nothing_is_given_to_the_value_it_quotes() {
        assertThat(Findings.together("Unable to parse foo", List.of(Map.of("listeners", "foo")))
                        .key())
                .isEqualTo("listeners");
        assertThat(Findings.together("Unable to start", List.of(Map.of("listeners", "foo")))
                        .key())
                .isEmpty();
    }
}
