package dev.castellan.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The examples are specs that are in order.
final class ExamplesTest {
    private static final Path ORDERS = Path.of("examples/orders");

    @Test
    void the_orders_example_is_a_spec_with_nothing_wrong_and_no_secret_in_it() throws IOException {
        SpecReader.Reading reading = SpecReader.read("cluster.yaml", Files.readString(ORDERS.resolve("cluster.yaml")));
        assertThat(reading.problems()).isEmpty();
        List<ConnectorSpec> connectors = reading.spec().connect().connectors();
        assertThat(connectors).extracting(ConnectorSpec::name).containsExactly("orders-source", "enriched-orders-sink");
        assertThat(connectors)
                .extracting(ConnectorSpec::config)
                .allSatisfy(config -> assertThat(secrets(config)).allMatch(secret -> secret.startsWith("${file:")));
    }

    private static List<String> secrets(Map<String, String> config) {
        return config.entrySet().stream()
                .filter(property -> property.getKey().endsWith("password"))
                .map(Map.Entry::getValue)
                .toList();
    }
}
