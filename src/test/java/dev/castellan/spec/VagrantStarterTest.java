package dev.castellan.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The guests of the Vagrantfile are the nodes of the spec, on the network of the third file.
final class VagrantStarterTest {
    private static final List<StarterFile> FILES = VagrantStarter.files("cluster.yaml", "orders");
    private static final SpecReader.Reading READING = SpecReader.read("cluster.yaml", text("cluster.yaml"));

    private static String text(String name) {
        return FILES.stream()
                .filter(file -> file.name().equals(name))
                .map(StarterFile::text)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_spec_is_one_of_hosts_and_has_no_problems() {
        assertThat(READING.problems()).isEmpty();
        assertThat(READING.spec().target()).isEqualTo(TargetKind.hosts);
        assertThat(READING.spec().name()).isEqualTo("orders");
    }

    @Test
    void every_node_is_a_guest_of_the_same_name_at_the_same_address() {
        List<String> guests = Pattern.compile("\"(kafka-\\d)\" => \"([0-9.]+)\"")
                .matcher(text("Vagrantfile"))
                .results()
                .map(guest -> guest.group(1) + " " + guest.group(2))
                .toList();
        assertThat(READING.spec().nodes())
                .hasSize(3)
                .extracting(node -> node.name() + " " + node.host().orElseThrow())
                .isEqualTo(guests);
    }

    @Test
    void no_guest_stands_where_the_network_gives_addresses_away() {
        String network = text("kafka-net.xml");
        assertThat(network).contains("<ip address=\"192.168.56.1\"", "<range start=\"192.168.56.100\"");
        assertThat(READING.spec().nodes())
                .allSatisfy(node -> assertThat(node.host().orElseThrow()).matches("192\\.168\\.56\\.\\d\\d"));
    }

    @Test
    void heaps_leave_most_of_a_guests_memory_to_the_system() {
        assertThat(text("Vagrantfile")).contains("memory = 2048");
        assertThat(READING.spec().nodes())
                .allSatisfy(node -> assertThat(node.heap()).contains("768m"));
    }

    @Test
    void ssh_reads_the_file_that_the_vagrantfile_writes() {
        assertThat(READING.spec().hosts().config()).contains("ssh_config");
        assertThat(text("Vagrantfile")).contains("File.write(\"#{__dir__}/ssh_config\"");
    }
}
