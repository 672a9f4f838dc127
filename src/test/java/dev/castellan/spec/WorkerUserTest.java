package dev.castellan.spec;

import static dev.castellan.testkit.Specs.aCluster;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Whom a locked cluster takes its workers for.
final class WorkerUserTest {
    private static final String LOCKED = "nodes: 1\nsecurity: tls\nconnect: {workers: 1}\n";

    private static List<String> rules(String yaml) {
        return aCluster(yaml).users().stream()
                .filter(user -> user.name().equals(ConnectSpec.USER))
                .flatMap(user -> Acl.lines(user.rules()).stream())
                .toList();
    }

    @Test
    void a_locked_cluster_has_a_user_for_its_workers_and_an_open_one_has_none() {
        assertThat(rules(LOCKED))
                .contains("allow All on topic *", "allow All on topic connect-configs", "allow All on group connect-*");
        assertThat(rules("nodes: 1\nconnect: {workers: 1}\n")).isEmpty();
        assertThat(rules("nodes: 1\nsecurity: tls\n")).isEmpty();
    }

    @Test
    void a_spec_that_names_the_user_says_which_topics_and_workers_still_have_their_own() {
        assertThat(rules(LOCKED + "users: {connect: {auth: certificate, produce: [cdc.*]}}\n"))
                .contains("allow All on topic connect-configs", "allow All on group connect-*")
                .doesNotContain("allow All on topic *")
                .anyMatch(rule -> rule.contains("Write") && rule.contains("cdc."));
    }

    @Test
    void a_user_that_the_spec_names_may_write_to_what_mirrors_make() {
        String mirror = "users: {connect: {auth: certificate}}\nmirrors: {east: {bootstrap: 'h:1', topics: [orders,"
                + " clicks.*], naming: NAMING}}\n";
        assertThat(rules(LOCKED + mirror.replace("NAMING", "default")))
                .contains(
                        "allow All on topic east.*",
                        "allow All on topic heartbeats",
                        "allow All on topic mm2-offset-syncs.east.*",
                        "allow All on group *")
                .doesNotContain("allow All on topic orders");
        assertThat(rules(LOCKED + mirror.replace("NAMING", "identity")))
                .contains("allow All on topic orders", "allow All on topic clicks*", "allow All on topic east.*");
    }
}
