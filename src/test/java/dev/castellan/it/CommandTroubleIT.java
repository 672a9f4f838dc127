package dev.castellan.it;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Slips of the hand, and verbs about a cluster that is not there.
class CommandTroubleIT {
    private static Sandbox sandbox;

    @BeforeAll
    static void open() {
        sandbox = Sandbox.empty();
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    @Test
    void a_slip_of_the_hand_is_answered_with_what_was_meant() {
        sandbox.run("stauts").exits(2).complains("no verb \"stauts\"; did you mean \"status\"?");
        sandbox.run("topics", "lst").exits(2).complains("did you mean \"list\"?");
        sandbox.run("topics", "create").exits(2).complains("NAME is missing; castellan help topics create");
        sandbox.run("topics", "create", "a", "--partitons", "3").exits(2).complains("did you mean \"--partitions\"?");
        sandbox.run("stop", "kafak-1").exits(2).complains("no node \"kafak-1\"; did you mean \"kafka-1\"?");
        sandbox.run("stop", "kafka-77").exits(2).complains("local has no node \"kafka-77\"");
        sandbox.run("up", "--accept-risk=data-los").exits(2).complains("did you mean \"data-loss\"?");
    }

    @Test
    void a_cluster_that_is_not_there_is_said_to_be_none() {
        for (String verb : new String[] {"status", "topics list", "consume x", "produce x", "quorum"}) {
            sandbox.run(verb.split(" ")).exits(2).complains("there is no cluster \"local\"", "castellan up makes it");
        }
        sandbox.run("logs", "kafka-1").exits(2).complains("has logged nothing yet; castellan up");
        sandbox.run("start", "kafka-1").exits(2).complains("kafka-1 is not installed yet; castellan up");
        sandbox.run("down").succeeds().prints("nothing runs");
        sandbox.run("destroy").succeeds().prints("there is no such cluster");
    }
}
