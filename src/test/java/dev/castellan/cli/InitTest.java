package dev.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.cli.verb.Tools;
import dev.castellan.problem.ExitCode;
import dev.castellan.spec.SpecReader;
import dev.castellan.testkit.Golden;
import dev.castellan.testkit.Voices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `castellan init` writes, says and leaves alone.
final class InitTest {
    private static final String GUESTS = "--vagrant-libvirt";

    private final Voices voices = new Voices();
    private Path directory;

    @BeforeEach
    void stand_in_an_empty_directory(@TempDir Path root) throws IOException {
        directory = Files.createDirectory(root.resolve("orders"));
    }

    private ExitCode run(String... words) {
        Tools tools = new Tools(
                voices.console(), directory.resolveSibling("home"), directory, Map.of(), InstantSource.system());
        return new Main(tools).run(words);
    }

    private String said() {
        return voices.results().replace(directory.toString(), "/home/me/orders");
    }

    private String read(String name) throws IOException {
        return Files.readString(directory.resolve(name));
    }

    @Test
    void guests_of_vagrant_are_three_files_that_fit_each_other() throws IOException {
        assertThat(run("init", GUESTS)).isEqualTo(ExitCode.DONE);
        Golden.folder("init-for-vagrant-writes-guests-a-network-and-a-spec")
                .holds(Map.of(
                        "text.txt", said(),
                        "Vagrantfile", read("Vagrantfile"),
                        "kafka-net.xml", read("kafka-net.xml"),
                        "cluster.yaml", read("cluster.yaml")));
    }

    @Test
    void the_json_form_names_the_spec_and_every_file() {
        assertThat(run("init", GUESTS, "-o", "json")).isEqualTo(ExitCode.DONE);
        Golden.folder("init-for-vagrant-names-every-file-in-json").holds(Map.of("report.json", said()));
    }

    @Test
    void a_spec_alone_is_named_in_the_same_form() {
        assertThat(run("init", "-o", "json")).isEqualTo(ExitCode.DONE);
        Golden.folder("init-names-the-spec-in-json").holds(Map.of("report.json", said()));
        assertThat(directory).isDirectoryNotContaining("glob:**/{Vagrantfile,kafka-net.xml}");
    }

    @Test
    void one_file_that_is_there_keeps_all_three_from_being_written() throws IOException {
        Files.writeString(directory.resolve("kafka-net.xml"), "mine");
        assertThat(run("init", GUESTS)).isEqualTo(ExitCode.MISTAKE);
        assertThat(voices.remarks())
                .isEqualTo("kafka-net.xml exists and was left as it is; "
                        + "nothing was written; run it in an empty directory\n");
        assertThat(read("kafka-net.xml")).isEqualTo("mine");
        assertThat(files()).containsExactly("kafka-net.xml");
    }

    @Test
    void all_files_that_are_there_are_named_in_one_message() throws IOException {
        assertThat(run("init", GUESTS)).isEqualTo(ExitCode.DONE);
        Files.delete(directory.resolve("kafka-net.xml"));
        assertThat(run("init", GUESTS)).isEqualTo(ExitCode.MISTAKE);
        assertThat(voices.remarks()).startsWith("Vagrantfile, cluster.yaml exist and were left as they are; ");
        assertThat(files()).containsExactly("Vagrantfile", "cluster.yaml");
    }

    @Test
    void a_link_that_leads_nowhere_is_a_file_that_is_there() throws IOException {
        Files.createSymbolicLink(directory.resolve("Vagrantfile"), directory.resolve("nowhere"));
        assertThat(run("init", GUESTS)).isEqualTo(ExitCode.MISTAKE);
        assertThat(files()).containsExactly("Vagrantfile");
    }

    @Test
    void a_file_that_cannot_be_written_takes_back_those_before_it() throws IOException {
        // Where the last of the three is written before it gets its name.
        Path inTheWay =
                directory.resolve(".cluster.yaml." + ProcessHandle.current().pid() + ".tmp");
        Files.createDirectories(inTheWay.resolve("full"));
        assertThat(run("init", GUESTS)).isEqualTo(ExitCode.WORLD);
        assertThat(files()).containsExactly(String.valueOf(inTheWay.getFileName()));
    }

    @Test
    void guests_never_get_the_name_of_the_cluster_on_this_machine() throws IOException {
        directory = Files.createDirectory(directory.resolveSibling("Local"));
        assertThat(run("init", GUESTS)).isEqualTo(ExitCode.DONE);
        assertThat(read("cluster.yaml")).contains("\nname: vagrant\n");
    }

    @Test
    void every_name_of_a_directory_makes_a_spec_without_problems() throws IOException {
        for (String name : new String[] {"_my cluster", "-", "Ö", "x".repeat(200), "9.2"}) {
            directory = Files.createDirectory(directory.resolveSibling(name));
            assertThat(run("init")).isEqualTo(ExitCode.DONE);
            assertThat(SpecReader.read("cluster.yaml", read("cluster.yaml")).problems())
                    .as(name)
                    .isEmpty();
        }
    }

    private Stream<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList().stream();
        }
    }
}
