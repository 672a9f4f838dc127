package dev.castellan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.plan.Step.Change;
import dev.castellan.spec.ConnectorSpec;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What may be seen of what connectors are given.
class ConcealedTest {
    @ParameterizedTest
    @CsvSource({
        "database.password, hunter2, ***",
        "database.password, ${file:/home/jane/cdc.properties:password}, ${file:/home/jane/cdc.properties:password}",
        "database.password, ${env:CDC}x, ***",
        "connection.url, jdbc:postgresql://db/o?user=u&password=hunter2&ssl=true,"
                + " jdbc:postgresql://db/o?user=u&password=***&ssl=true",
        "connection.url, jdbc:postgresql://db/o?password=${file:/a:b}, jdbc:postgresql://db/o?password=${file:/a:b}",
        "connect.url, http://jane:hunter2@db:80/x, http://jane:***@db:80/x",
        "connect.url, http://db:8083/x, http://db:8083/x",
        "connect.url, http://db:8083, http://db:8083",
        "sasl.jaas.config, org.Plain required password=hunter2;, ***",
        "aws.secret.access.key, hunter2, ***",
        "topic, passwords, passwords",
        "tasks.max, 1, 1"
    })
    void a_value_that_looks_like_a_secret_is_not_shown_and_where_it_is_kept_is(
            String name, String value, String shown) {
        assertThat(Concealed.value(name, value)).isEqualTo(shown);
        assertThat(Concealed.hides(name, value)).isEqualTo(!value.equals(shown));
    }

    @Test
    void nothing_of_a_secret_is_left_in_a_plan_wherever_it_stands() {
        for (int seed = 0; seed < 200; seed++) {
            String secret = "s" + new Random(seed).nextLong(1_000_000_000L, Long.MAX_VALUE);
            Map<String, String> config = Map.of(
                    ConnectorSpec.CLASS,
                    "X",
                    "database.password",
                    secret,
                    "url",
                    "a://u:" + secret + "@h/?pwd=" + secret);
            Plan plan = new Plan(
                    "c",
                    "4.3.1",
                    List.of(
                            new Step.CreateConnector("a", new TreeMap<>(config), ConnectorSpec.State.running, ""),
                            new Step.SetConnectorConfig(
                                    "a",
                                    new TreeMap<>(config),
                                    new TreeMap<>(Map.of("database.password", new Change(secret, secret + "2"))),
                                    ""),
                            new Step.WriteWorker(
                                    1,
                                    new TreeMap<>(Map.of("f", "# note\nssl.key.password=" + secret + "\na=b\n")),
                                    new TreeMap<>(Map.of("f", "ssl.key.password = " + secret + "2\n")),
                                    "")),
                    List.of());
            Plan shown = Concealed.of(plan);
            assertThat(shown.toString()).doesNotContain(secret).contains("a=b");
            assertThat(Concealed.of(shown)).isEqualTo(shown);
            assertThat(PlanText.of(plan)).doesNotContain(secret);
        }
    }
}
