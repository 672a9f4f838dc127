package dev.castellan.connect.link;

import static dev.castellan.connect.link.Classes.OBJECT;
import static dev.castellan.connect.link.Classes.declares;
import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What Connect can use of a plugin, and what somebody wants of it that is not there.
class HoldingsTest {
    private static final String SINK = "org.apache.kafka.connect.sink.SinkConnector";
    private static final String PREDICATE = "org.apache.kafka.connect.transforms.predicates.Predicate";
    private static final Map<String, String> KINDS =
            new LinkedHashMap<>(Map.of("sink connector", SINK, "predicate", PREDICATE));
    private static final List<ClassFile> RELEASE =
            List.of(declares(SINK, List.of(OBJECT)), declares(PREDICATE, List.of(OBJECT)));

    private static final Map<String, Set<String>> LISTED = Map.of(SINK, Set.of("jdbc.Base", "jdbc.JdbcSinkConnector"));

    private final List<ClassFile> own = List.of(
            declares("jdbc.Base", List.of(SINK)),
            declares("jdbc.JdbcSinkConnector", List.of("jdbc.Base")),
            declares("jdbc.IsNew", List.of(OBJECT, PREDICATE)),
            declares("jdbc.Writer", List.of(OBJECT)));

    @Test
    void a_class_is_held_for_what_it_inherits_from_at_any_distance() {
        assertThat(holdings(Map.of(SINK, Set.of("jdbc.JdbcSinkConnector"))).held())
                .containsExactly(
                        new Held("sink connector", "jdbc.Base", false),
                        new Held("sink connector", "jdbc.JdbcSinkConnector", true),
                        new Held("predicate", "jdbc.IsNew", false));
    }

    @Test
    void a_class_is_meant_by_every_name_that_connect_takes() {
        for (String name : List.of("jdbc.JdbcSinkConnector", "JdbcSinkConnector", "JdbcSink", "IsNew")) {
            assertThat(problems(name)).as(name).isEmpty();
        }
    }

    @Test
    void a_slip_of_the_hand_is_guessed() {
        assertThat(problems("jdbc.JdbcSinkConector"))
                .containsExactly("jdbc 1.0  has no class jdbc.JdbcSinkConector that Connect could use;"
                        + " did you mean \"jdbc.JdbcSinkConnector\"?");
    }

    @Test
    void who_wants_something_else_is_told_what_there_is() {
        assertThat(problems("io.confluent.connect.http.HttpSourceConnector"))
                .containsExactly(
                        "jdbc 1.0  has no class io.confluent.connect.http.HttpSourceConnector that Connect could"
                                + " use; its connectors are jdbc.Base, jdbc.JdbcSinkConnector");
    }

    @Test
    void a_jar_of_something_else_is_no_plugin() {
        var holdings = Holdings.of(
                List.of(declares("guava.Lists", List.of(OBJECT))),
                Classes.catalogue(RELEASE, List.of(declares("guava.Lists", List.of(OBJECT)))),
                KINDS,
                Map.of());

        assertThat(holdings.problems("guava 33", List.of("Lists")))
                .singleElement()
                .extracting(Problem::what)
                .asString()
                .startsWith("holds nothing that Connect could use");
    }

    @Test
    void a_manifest_that_names_a_class_in_no_jar_is_told() {
        assertThat(holdings(Map.of(SINK, Set.of("jdbc.Base", "jdbc.Gone", "jdbc.JdbcSinkConnector")))
                        .problems("jdbc 1.0", List.of()))
                .extracting(Problem::text)
                .containsExactly("jdbc.Gone  is in none of its jars, though a manifest in META-INF/services names it as"
                        + " sink connector; the plugin is not whole: get it again");
    }

    @Test
    void a_connector_that_no_manifest_names_is_found_the_slow_way_only() {
        assertThat(holdings(Map.of(SINK, Set.of("jdbc.Base"))).problems("jdbc 1.0", List.of()))
                .extracting(Problem::text)
                .containsExactly(
                        "jdbc.JdbcSinkConnector  warning: is named by no manifest in META-INF/services: a worker"
                                + " finds it only by looking into every class, and with plugin.discovery=service_load not at all");
    }

    private List<String> problems(String wanted) {
        return holdings(LISTED).problems("jdbc 1.0", List.of(wanted)).stream()
                .map(Problem::text)
                .toList();
    }

    private Holdings holdings(Map<String, Set<String>> services) {
        return Holdings.of(own, Classes.catalogue(RELEASE, own), KINDS, services);
    }
}
