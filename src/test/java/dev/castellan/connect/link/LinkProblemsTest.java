package dev.castellan.connect.link;

import static dev.castellan.connect.link.Classes.OBJECT;
import static dev.castellan.connect.link.Classes.TOPIC;
import static dev.castellan.connect.link.Classes.byName;
import static dev.castellan.connect.link.Classes.call;
import static dev.castellan.connect.link.Classes.catalogue;
import static dev.castellan.connect.link.Classes.declares;
import static dev.castellan.connect.link.Classes.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.problem.Problem;
import dev.castellan.spec.KafkaVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is missing is an error where it will be met, and a warning where it may not be.
class LinkProblemsTest {
    private static final KafkaVersion KAFKA = new KafkaVersion(3, 9, 2);
    private static final Reference GONE = call(TOPIC, "minInSyncReplicas(S)V");
    private static final ClassFile BUILDER = declares(TOPIC, List.of(OBJECT), "minInSyncReplicas(I)V", "build");

    @Test
    void a_method_that_is_met_names_the_class_the_release_and_what_is_there_instead() {
        assertThat(texts("http.Source", names("http.Source", Reference.toClass("http.Task")), names("http.Task", GONE)))
                .containsExactly(
                        "http.Task  names method " + TOPIC + ".minInSyncReplicas(short), which Kafka 3.9.2 does"
                                + " not have (it has minInSyncReplicas(int)); code leads there from http.Source");
    }

    @Test
    void another_type_to_be_given_back_is_said() {
        assertThat(texts("a.Source", names("a.Source", call(TOPIC, "build()Ljava/lang/String;"))))
                .containsExactly("a.Source  names method " + TOPIC + ".build(), which Kafka 3.9.2 does not have"
                        + " (there it gives void, not java.lang.String)");
    }

    @Test
    void a_class_that_catches_the_refusal_is_ready_for_it() {
        assertThat(texts("a.Source", names("a.Source", GONE, Reference.toClass("java.lang.NoSuchMethodError"))))
                .singleElement()
                .asString()
                .contains("warning: ")
                .endsWith("; it is ready to do without");
    }

    @Test
    void what_nothing_leads_to_is_a_warning() {
        assertThat(texts("a.Source", names("a.Source"), names("a.Optional", GONE)))
                .singleElement()
                .asString()
                .startsWith("a.Optional  warning: ")
                .endsWith("; nothing leads there from what was looked at");
    }

    @Test
    void what_only_its_name_leads_to_is_a_warning() {
        var source = new ClassFile("a.Source", 17, true, List.of(), Set.of(), List.of(), Set.of("a.Optional"));

        assertThat(texts("a.Source", source, names("a.Optional", GONE)))
                .singleElement()
                .asString()
                .startsWith("a.Optional  warning: ")
                .endsWith("; it runs only where a setting or a service picks it");
    }

    @Test
    void one_thing_that_many_name_is_one_problem_told_where_it_is_met() {
        assertThat(texts("b.Source", names("a.Optional", GONE), names("b.Source", GONE), names("c.Optional", GONE)))
                .singleElement()
                .asString()
                .startsWith("b.Source  names ")
                .endsWith("; so do 2 other classes");
    }

    private static List<String> texts(String entry, ClassFile... plugin) {
        List<ClassFile> own = new ArrayList<>(Arrays.asList(plugin));
        return LinkProblems.of(
                        KAFKA, own, catalogue(List.of(BUILDER), own), Reach.of(List.of(entry), byName(own), Map.of()))
                .stream()
                .map(Problem::text)
                .toList();
    }
}
