package dev.castellan.spec;

import static dev.castellan.testkit.Specs.aCluster;
import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.problem.Problem;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// On which machines workers of Kafka Connect live.
final class WorkerPlacesTest {
    private static final String NODES = """
            security: none
            nodes:
            - {id: 1, host: a, roles: controller}
            - {id: 2, host: b}
            - {id: 3, host: c}
            - {id: 4, host: c, roles: broker, port: 9192}
            """;

    private static SortedMap<Integer, String> places(String more) {
        SortedMap<Integer, String> places = new TreeMap<>();
        WorkerPlaces.of(aCluster(NODES + more))
                .forEach((worker, place) -> places.put(
                        worker,
                        place.host()
                                + place.node().map(node -> " " + node.name()).orElse("")));
        return places;
    }

    private static List<String> errors(String more) {
        return Problem.errorsIn(SpecReader.read("cluster.yaml", NODES + more).problems()).stream()
                .map(Problem::what)
                .toList();
    }

    @Test
    void they_are_dealt_out_to_machines_those_of_brokers_first() {
        assertThat(places("connect: {workers: 5}\n").values())
                .containsExactly("b kafka-2", "c kafka-3", "a kafka-1", "b kafka-2", "c kafka-3");
    }

    @Test
    void one_with_a_host_lives_there_and_who_leaves_takes_none() {
        assertThat(places("connect: {workers: [{id: 1, host: c}, {id: 2}]}\n").values())
                .containsExactly("c kafka-3", "b kafka-2");
        assertThat(places("connect: {workers: 2}\nretire: [2]\n").values()).containsExactly("c kafka-3", "a kafka-1");
    }

    @Test
    void one_may_have_a_machine_of_its_own_and_so_does_one_whose_node_leaves() {
        String elsewhere = "connect: {workers: [{id: 1, host: d}, {id: 2, host: c}, {id: 3}]}\n";
        assertThat(errors(elsewhere)).isEmpty();
        assertThat(places(elsewhere).values()).containsExactly("d", "c kafka-3", "b kafka-2");
        assertThat(WorkerPlaces.apart(aCluster(NODES + elsewhere))).containsExactly("d");
        String leaving = elsewhere + "retire: [3, 4]\n";
        assertThat(places(leaving).values()).containsExactly("d", "c", "b kafka-2");
        assertThat(WorkerPlaces.apart(aCluster(NODES + leaving))).containsExactly("d");
    }

    @Test
    void on_this_machine_there_are_no_hosts() {
        assertThat(Problem.errorsIn(
                                SpecReader.read("cluster.yaml", "nodes: 1\nconnect: {workers: [{id: 1, host: a}]}\n")
                                        .problems())
                        .stream()
                        .map(Problem::what))
                .containsExactly("connect-1 lives on this machine, as the nodes do");
    }

    @Test
    void two_workers_may_have_one_port_on_two_hosts() {
        assertThat(errors("connect: {workers: [{id: 1, host: b, port: 8083}, {id: 2, host: c, port: 8083}]}\n"))
                .isEmpty();
    }
}
