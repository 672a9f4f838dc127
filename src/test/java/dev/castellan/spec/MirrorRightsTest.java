package dev.castellan.spec;

import static dev.castellan.testkit.Specs.aCluster;
import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a mirror has to be allowed, in the words of ACLs, and what is refused because those have no words for it.
final class MirrorRightsTest {
    private static MirrorSpec mirror(String fields) {
        return aCluster("name: west\nconnect: {workers: 1}\nmirrors: {east: {bootstrap: 'h:1', " + fields + "}}\n")
                .connect()
                .mirrors()
                .getFirst();
    }

    private static List<String> problems(String yaml) {
        return SpecReader.read("cluster.yaml", yaml).problems().stream()
                .map(Problem::what)
                .toList();
    }

    @Test
    void the_user_at_the_source_is_shown_as_its_spec_has_it() {
        assertThat(MirrorRights.atSource(mirror("topics: [orders, clicks.*], groups: [billing]"), "copier"))
                .isEqualTo(
                        "users: {copier: {consume: [orders, 'clicks*'], groups: [billing], acls:"
                                + " [{allow: [DescribeConfigs], topic: orders}, {allow: [DescribeConfigs], topic: 'clicks*'}]}}");
        assertThat(MirrorRights.atSource(mirror("topics: [orders, '(a|b)']"), "m"))
                .isEqualTo("users: {m: {consume: ['*'], groups: ['*'], acls:"
                        + " [{allow: [DescribeConfigs], topic: '*'}]}}");
    }

    @Test
    void what_is_shown_is_a_spec_that_is_taken_as_it_is() {
        for (String topics : List.of("[orders]", "[orders, clicks.*]", "['.*']", "['(a|b)', c]")) {
            String users = MirrorRights.atSource(mirror("topics: " + topics), "copier");
            assertThat(problems("name: east\nsecurity: tls\n" + users + "\n")).isEmpty();
        }
    }

    @Test
    void every_topic_that_a_mirror_makes_is_allowed_where_an_acl_can_say_it() {
        for (String naming : List.of("default", "identity")) {
            MirrorSpec mirror = mirror("topics: [orders, clicks.*], naming: " + naming);
            for (String topic : List.of(
                    MirrorConnectors.copy(mirror, "orders"),
                    MirrorConnectors.copy(mirror, "clicks-7"),
                    "heartbeats",
                    "east.checkpoints.internal",
                    "east.heartbeats",
                    "mm2-offset-syncs.east.internal")) {
                assertThat(MirrorRights.made(mirror))
                        .as("%s, %s", naming, topic)
                        .anyMatch(name -> name.endsWith("*")
                                ? topic.startsWith(name.substring(0, name.length() - 1))
                                : topic.equals(name));
            }
        }
    }

    @Test
    void a_pattern_that_no_acl_says_is_refused_where_the_spec_keeps_its_workers_short() {
        String west = """
                name: west
                security: tls
                connect: {workers: 1}
                users: {connect: {auth: certificate}}
                mirrors: {east: {bootstrap: 'h:1', topics: ['(a|b)'], naming: identity}}
                """;
        assertThat(problems(west)).singleElement().asString().contains("every topic that \"(a|b)\" matches");
        assertThat(problems(west.replace("certificate}", "certificate, acls: [{allow: [All], topic: '*'}]}")))
                .isEmpty();
        assertThat(problems(west.replace("identity", "default"))).isEmpty();
        assertThat(problems(west.replace("users: {connect: {auth: certificate}}\n", "")))
                .isEmpty();
    }

    @Test
    void a_user_is_one_of_a_cluster_on_this_machine() {
        String west = "name: west\nconnect: {workers: 1}\nmirrors: {east: {bootstrap: 'h:1', user: m, topics: [a]}}\n";
        assertThat(problems(west)).containsExactly("user is one of a cluster that is kept on this machine");
        assertThat(problems(west.replace("bootstrap: 'h:1'", "cluster: east"))).isEmpty();
    }
}
