package dev.castellan.kafka.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
    private final Names names =
            new Names(Set.of("ssl.keystore.location", "sasl.jaas.config", "max.connections"), Set.of("super.users"));

    @ParameterizedTest
    @CsvSource({
        "ssl.keystore.location, ssl.keystore.location",
        "listener.name.internal.ssl.keystore.location, ssl.keystore.location",
        "listener.name.internal.scram-sha-512.sasl.jaas.config, sasl.jaas.config"
    })
    void a_listeners_prefix_leaves_the_deciding_name(String key, String deciding) {
        assertThat(names.deciding(key)).contains(deciding);
    }

    @Test
    void what_plugins_and_providers_read_by_prefix_is_known() {
        Map<String, String> properties = Map.of("remote.log.storage.manager.impl.prefix", "rsm.config.");

        assertThat(names.isKnown("rsm.config.bucket", properties)).isTrue();
        assertThat(names.isKnown("rsm.config.bucket", Map.of())).isFalse();
        assertThat(names.isKnown("config.providers.file.class", Map.of())).isTrue();
        assertThat(names.isKnown("super.users", Map.of())).isTrue();
        assertThat(names.isKnown("listener.name.internal.nonsense", Map.of())).isFalse();
    }
}
