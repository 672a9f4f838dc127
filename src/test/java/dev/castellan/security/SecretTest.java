package dev.castellan.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What must not be seen is not seen.
class SecretTest {
    private static final Secret CANARY = new Secret("canary-7");

    private record Holder(String name, Secret secret, List<Secret> more) {}

    @Test
    void a_secret_prints_as_stars_wherever_it_is() {
        Holder holder = new Holder("x", CANARY, List.of(CANARY));
        assertThat(CANARY + " " + holder + String.format("%s", CANARY)).doesNotContain("canary");
    }

    @Test
    void a_secret_is_stars_in_json() {
        JsonMapper mapper = new JsonMapper();
        Holder holder = new Holder("x", CANARY, List.of(CANARY));
        assertThat(mapper.writeValueAsString(holder))
                .isEqualTo("{\"name\":\"x\",\"secret\":\"***\",\"more\":[\"***\"]}");
        assertThat(mapper.writeValueAsString(Map.of("a", CANARY))).isEqualTo("{\"a\":\"***\"}");
        assertThat(mapper.writeValueAsString(new KeyAndCertificate(CANARY, "pem")))
                .isEqualTo("{\"key\":\"***\",\"certificate\":\"pem\"}");
    }

    @Test
    void stars_in_json_do_not_become_a_secret() {
        assertThatThrownBy(() -> new JsonMapper().readValue("\"***\"", Secret.class))
                .isInstanceOf(JacksonException.class);
    }

    @Test
    void generated_ones_are_long_and_need_no_quoting() {
        assertThat(Secret.generate().reveal()).matches("[A-Za-z2-9]{32}");
        assertThat(Secret.generate()).isNotEqualTo(Secret.generate());
    }
}
