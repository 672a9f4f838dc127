package dev.castellan.connect.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a plugin says of a config.
final class VerdictTest {
    private static final JsonNode SAID = JsonMapper.shared().readTree("""
            {"name": "Any", "error_count": 1, "groups": [], "configs": [
              {"definition": {"name": "connector.class"}, "value": {"name": "connector.class", "errors": []}},
              {"definition": {"name": "value.converter"}, "value": {"name": "value.converter", "errors": []}},
              {"definition": {"name": "slot.name"}, "value": {"name": "slot.name", "errors": []}},
              {"definition": {"name": "topic"}, "value": {"name": "topic", "errors": ["is missing"]}}]}
            """);

    @Test
    void errors_are_told_by_property() {
        assertThat(Verdict.of(SAID, Map.of()).errors()).isEqualTo(Map.of("topic", List.of("is missing")));
    }

    @Test
    void what_it_does_not_know_is_named_with_what_may_be_meant() {
        Map<String, String> config = Map.of(
                "connector.class", "Any",
                "slot.nam", "a",
                "database.server.name", "b",
                "value.converter.schemas.enable", "false",
                "producer.override.linger.ms", "5");
        assertThat(Verdict.of(SAID, config).unknown())
                .isEqualTo(Map.of("slot.nam", "slot.name", "database.server.name", ""));
    }
}
