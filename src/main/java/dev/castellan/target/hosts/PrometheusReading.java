package dev.castellan.target.hosts;

import dev.castellan.target.PrometheusFacts.Asked;
import dev.castellan.target.PrometheusFacts.Health;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What Prometheus answers about those it asks. Pure.
final class PrometheusReading {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private PrometheusReading() {}

    /// @param answer of `/api/v1/targets`; none are known from what is no answer
    static List<Asked> targets(String answer) {
        try {
            return MAPPER.readTree(answer)
                    .path("data")
                    .path("activeTargets")
                    .valueStream()
                    .map(PrometheusReading::target)
                    .toList();
        } catch (JacksonException e) {
            return List.of(); // it was cut off: the next look tells
        }
    }

    private static Asked target(JsonNode target) {
        JsonNode labels = target.path("labels");
        return new Asked(
                labels.path("node").asString(""),
                labels.path("instance").asString(""),
                switch (target.path("health").asString("")) {
                    case "up" -> Health.UP;
                    case "down" -> Health.DOWN;
                    default -> Health.UNKNOWN;
                },
                target.path("lastError").asString(""));
    }
}
