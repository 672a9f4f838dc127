package dev.castellan.spec;

import dev.castellan.testkit.Golden;
import dev.castellan.testkit.Specs;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What Kafka is told of users that a spec describes by what they are for.
final class IntentsTest {
    @Test
    void intents_become_acls() {
        Golden golden = Golden.folder("intents-become-acls");
        ClusterSpec spec = Specs.aCluster(golden.given("cluster.yaml"));
        golden.holds(Map.of(
                "acls.txt",
                spec.users().stream()
                        .map(user -> user.principal() + "\n"
                                + Acl.lines(user.rules()).stream()
                                        .map(line -> "  " + line + "\n")
                                        .collect(Collectors.joining()))
                        .collect(Collectors.joining())));
    }
}
