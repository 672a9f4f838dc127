package dev.castellan.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.kafka.client.Configs.Change;
import dev.castellan.kafka.client.Configs.Wish;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.junit.jupiter.api.Test;

final class ConfigsTest {
    @Test
    void a_change_shows_what_was_before_and_what_is_after() {
        Wish wish = new Wish(new LinkedHashMap<>(Map.of("retention.ms", "5")), List.of("cleanup.policy"));
        List<Change> changes = Configs.changes(
                List.of(setting("retention.ms", "10"), setting("cleanup.policy", "compact")),
                wish,
                List.of(setting("retention.ms", "5")));
        assertThat(changes)
                .containsExactly(
                        new Change("retention.ms", Optional.of("10"), Optional.of("5")),
                        new Change("cleanup.policy", Optional.of("compact"), Optional.empty()));
    }

    @Test
    void a_sensitive_value_never_leaves_the_reader() {
        ConfigEntry entry = new ConfigEntry(
                "ssl.key.password",
                "geheim",
                ConfigEntry.ConfigSource.DYNAMIC_BROKER_CONFIG,
                true,
                false,
                List.of(),
                ConfigEntry.ConfigType.PASSWORD,
                "");
        assertThat(Setting.of(entry).value()).contains("***");
    }

    private static Setting setting(String name, String value) {
        return new Setting(name, Optional.of(value), "dynamic topic", false, false);
    }
}
