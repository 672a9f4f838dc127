package dev.castellan.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// What workers say of their connectors, as records.
final class ConnectReaderTest {
    @Test
    void a_connector_has_its_config_without_its_name_and_tasks_with_what_they_failed_with() {
        SortedMap<String, LiveConnect.Connector> all =
                ConnectReader.parse(JsonMapper.shared().readTree("""
                {"cdc": {
                  "status": {
                    "name": "cdc",
                    "connector": {"state": "RUNNING", "worker_id": "127.0.0.1:8083"},
                    "tasks": [{"id": 0, "state": "FAILED", "worker_id": "127.0.0.1:8084", "trace": "it broke"}],
                    "type": "source"},
                  "info": {
                    "name": "cdc",
                    "config": {"name": "cdc", "connector.class": "Any", "tasks.max": "1"},
                    "tasks": [{"connector": "cdc", "task": 0}],
                    "type": "source"}}}
                """));
        assertThat(all).containsOnlyKeys("cdc");
        LiveConnect.Connector connector = all.values().iterator().next();
        assertThat(connector.config()).isEqualTo(Map.of("connector.class", "Any", "tasks.max", "1"));
        assertThat(connector.state()).isEqualTo(LiveConnect.State.RUNNING);
        assertThat(connector.direction()).isEqualTo(LiveConnect.Direction.SOURCE);
        assertThat(connector.tasks())
                .isEqualTo(Map.of(0, new LiveConnect.Task(LiveConnect.State.FAILED, "127.0.0.1:8084", "it broke")));
    }

    @Test
    void one_that_is_just_made_is_on_its_way() {
        assertThat(ConnectReader.parse(JsonMapper.shared().readTree("{\"cdc\": {\"info\": {\"config\": {}}}}"))
                        .values())
                .extracting(LiveConnect.Connector::state)
                .containsExactly(LiveConnect.State.UNASSIGNED);
    }
}
