package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What is wrong with a spec or a plan file is said at once, with its place, before anything is touched.
class SpecTroubleIT {
    private static Sandbox sandbox;

    @BeforeAll
    static void open() {
        sandbox = Sandbox.open("wrong");
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    @AfterEach
    void nothing_was_touched() {
        assertThat(sandbox.home().resolve("clusters/wrong/nodes")).doesNotExist();
    }

    @Test
    void every_mistake_is_told_in_one_round_with_its_place() {
        sandbox.spec("""
                nodez: 3
                config:
                  log.retention.hour: 3
                  log.retention.ms: abc
                  zookeeper.connect: a:2181
                  listeners: x
                topics:
                  a b: {replication-factor: 7}
                  ok: {config: {retension.ms: 5}}
                """);

        sandbox.run("up")
                .exits(2)
                .complains(
                        "cluster.yaml:1:1  unknown field \"nodez\"; did you mean \"nodes\"?",
                        "cluster.yaml:3:3  Kafka 4.3.1 has no broker property log.retention.hour; did you mean"
                                + " log.retention.hours?",
                        "cluster.yaml:4:3  log.retention.ms is abc: not a number",
                        "cluster.yaml:5:3  zookeeper.connect is gone from Kafka 4.3.1",
                        "cluster.yaml:6:3  listeners follows from the rest of the spec",
                        "cluster.yaml:8:3  topic \"a b\"",
                        "cluster.yaml:8:9  replication factor 7 needs 7 brokers, the spec has 3",
                        "cluster.yaml:9:17  Kafka 4.3.1 has no topic property retension.ms; did you mean retention.ms?");
    }

    @Test
    void a_plugins_own_property_passes_and_one_of_kafkas_does_not_hide_there() {
        sandbox.spec("nodes: 1\nplugin-config: {my.plugin.thing: 3}\n");
        sandbox.run("plan").succeeds().prints("apply it:");

        sandbox.spec("nodes: 1\nplugin-config: {log.retention.ms: abc, listeners: x}\n");
        sandbox.run("plan")
                .exits(2)
                .complains(
                        "log.retention.ms is a property of Kafka itself; move it to config:",
                        "listeners follows from the rest of the spec");
    }

    @Test
    void what_is_no_spec_is_named() throws IOException {
        sandbox.spec("a: [b\nc: }");
        sandbox.run("plan").exits(2).complains("cluster.yaml:2:", "this is not YAML");

        Files.write(sandbox.directory().resolve("cluster.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        sandbox.run("plan").exits(2).complains("cluster.yaml is no text in UTF-8");

        Path folder = Files.createDirectories(sandbox.directory().resolve("folder"));
        sandbox.run("up", "--file", "folder").exits(2).complains("folder cannot be read: Is a directory");
        Files.delete(folder);

        sandbox.run("up", "--file", "nope.yaml").exits(2).complains("nope.yaml does not exist; castellan init");
    }

    @Test
    void ids_and_directories_are_whole_and_given_once() {
        sandbox.spec("""
                nodes:
                - {id: 99999999999}
                - {id: -1}
                """);
        sandbox.run("plan").exits(2).complains("2:8  found \"99999999999\"", "3:8  found \"-1\"");

        sandbox.spec("""
                nodes:
                - {id: 1, directories: [rel/data]}
                - {id: 2, directories: [/tmp/one]}
                - {id: 3, directories: [/tmp/one/]}
                - {id: 4, directories: [/tmp/x/../one/below]}
                """);
        sandbox.run("plan")
                .exits(2)
                .complains(
                        "directory rel/data is relative; write the whole path",
                        "directory /tmp/one/ is given to kafka-2 already",
                        "directory /tmp/x/../one/below and /tmp/one of kafka-2 lie one in the other");
    }

    @Test
    void a_plan_file_that_is_none_is_refused_and_so_is_one_of_another_cluster() throws IOException {
        sandbox.spec("name: wrong\nnodes: 1\n");
        sandbox.run("apply", "nope.plan").exits(2).complains("nope.plan does not exist; castellan plan --save");
        sandbox.file("bad.plan", "{\"a\": 1}");
        sandbox.run("apply", "bad.plan").exits(2).complains("bad.plan holds no plan", "castellan plan --save bad.plan");
        Files.write(sandbox.directory().resolve("bad.plan"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        sandbox.run("apply", "bad.plan").exits(2).complains("bad.plan holds no plan");

        sandbox.run("plan", "--save", "good.plan").succeeds();
        sandbox.spec("name: other\nnodes: 1\n");
        sandbox.run("apply", "good.plan")
                .exits(2)
                .complains("is a plan for the cluster wrong, and the spec is of other");
        sandbox.spec("name: wrong\nnodes: 1\nheap: 400m\n");
        sandbox.run("apply", "good.plan")
                .exits(2)
                .complains("was made for another moment", "nothing was changed", "castellan plan --save good.plan");
    }

    @Test
    void a_version_that_was_never_released_is_refused_and_leaves_no_half_cache() {
        sandbox.spec("kafka: 4.9.9\nnodes: 1\n");

        sandbox.run("up").exits(3).complains("Kafka 4.9.9  not in the Maven repositories asked", "check the version");

        assertThat(sandbox.home().resolve("kafka/4.9.9")).doesNotExist();
        assertThat(sandbox.home().resolve("kafka")).isDirectoryNotContaining("glob:**~*");
    }
}
