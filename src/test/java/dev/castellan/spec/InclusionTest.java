package dev.castellan.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Specs that are kept in several files.
final class InclusionTest {
    private static SpecReader.Reading read(String main, Map<String, String> files) {
        return SpecReader.read("cluster.yaml", main, pattern -> {
            var found = new TreeMap<>(files);
            found.keySet().removeIf(name -> !name.startsWith(pattern.replaceAll("\\*.*", "")));
            return found;
        });
    }

    private static List<String> problems(SpecReader.Reading reading) {
        return reading.problems().stream().map(Problem::text).toList();
    }

    @Test
    void topics_and_users_of_all_files_belong_to_the_cluster() {
        SpecReader.Reading reading = read(
                "include: [topics/*.yaml, users.yaml]\ntopics: {own: }\n",
                Map.of(
                        "topics/a.yaml", "topics: {a: {partitions: 2}}\n",
                        "topics/b.yaml", "topics: {b: }\n",
                        "users.yaml", "users: {app: {produce: [a]}}\n"));
        assertThat(problems(reading)).isEmpty();
        assertThat(reading.spec().topics()).extracting(TopicSpec::name).containsExactlyInAnyOrder("own", "a", "b");
        assertThat(reading.spec().users()).extracting(UserSpec::name).containsExactly("app");
        assertThat(reading.spec().file()).contains("cluster.yaml");
        assertThat(reading.spec().topics().stream()
                        .filter(topic -> topic.name().equals("a"))
                        .map(topic -> topic.location().brief()))
                .containsExactly("topics/a.yaml:1");
    }

    @Test
    void a_name_in_two_files_is_told_with_both_places() {
        SpecReader.Reading reading =
                read("include: [t/*]\n", Map.of("t/a", "topics:\n  orders:\n", "t/b", "\n\ntopics:\n  orders:\n"));
        assertThat(problems(reading)).containsExactly("t/b:4:3  the topic orders stands at t/a:2 already; keep one");
    }

    @Test
    void only_topics_and_users_come_from_other_files() {
        assertThat(problems(read("include: [x]\n", Map.of("x", "nodes: 5\n"))).getFirst())
                .startsWith("x:1:1  unknown field \"nodes\"");
    }

    @Test
    void a_pattern_without_a_file_is_a_mistake() {
        assertThat(problems(read("include: [y/*.yaml]\n", Map.of())))
                .containsExactly("cluster.yaml:1:11  no file matches y/*.yaml; paths begin at the folder of this file");
    }
}
