package dev.castellan.kafka.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.testkit.FakeBlueprint;
import dev.castellan.testkit.Specs;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whether nodes with different doors can talk to each other, by nothing but their properties: who calls whom by which
/// listener and protocol, at which port, and what the one who answers thinks of the one who calls.
final class DoorsTest {
    private static final List<Doors> WAY = List.of(Doors.OPEN, Doors.ADDED, Doors.BOTH, Doors.CLOSED);
    private static final ClusterSpec SPEC = Specs.aCluster("""
            nodes:
            - {id: 1}
            - {id: 2}
            - {id: 3, roles: broker}
            - {id: 4, roles: broker}
            - {id: 5, roles: controller}
            - {id: 6, roles: controller}
            """);

    @Test
    void nodes_with_the_same_doors_or_the_next_ones_talk_to_each_other() {
        for (Doors one : WAY) {
            for (Doors other : WAY) {
                assertThat(troubles(one, other).isEmpty())
                        .as("%s with %s: %s", one, other, troubles(one, other))
                        .isEqualTo(one.getsOnWith(other));
            }
        }
        assertThat(troubles(Doors.OPEN, Doors.ADDED)).isEmpty();
        assertThat(troubles(Doors.OPEN, Doors.BOTH)).isNotEmpty();
        assertThat(troubles(Doors.ADDED, Doors.CLOSED)).isNotEmpty();
    }

    @Test
    void a_door_keeps_its_port_and_its_protocol_as_long_as_it_is_there() {
        SortedMap<String, String> seen = new TreeMap<>();
        for (Doors doors : WAY) {
            Map<String, String> properties = files(doors).get(1);
            for (String listener : words(properties, "listeners")) {
                String name = listener.substring(0, listener.indexOf(':'));
                String door = listener + " " + protocols(properties).get(name);
                assertThat(Optional.ofNullable(seen.putIfAbsent(name, door)).orElse(door))
                        .as("%s with %s", name, doors)
                        .isEqualTo(door);
            }
        }
        assertThat(seen).containsOnlyKeys("CLIENT", "CLIENT_TLS", "CONTROLLER", "CONTROLLER_TLS", "NODE");
    }

    @Test
    void clients_without_tls_may_do_everything_until_their_door_is_closed() {
        for (Doors doors : WAY) {
            files(doors)
                    .values()
                    .forEach(properties -> assertThat(mayAnybody(properties))
                            .as("%s: %s", doors, properties)
                            .isEqualTo(doors.hasPlain()));
        }
    }

    @Test
    void what_doors_a_node_has_is_read_back_from_its_file() {
        for (Doors doors : WAY) {
            endpoints(doors)
                    .forEach((id, endpoint) -> assertThat(ServerProperties.endpoint(
                                    Objects.requireNonNull(files(doors).get(id))))
                            .isEqualTo(endpoint));
        }
    }

    @Test
    void step_by_step_the_way_leads_to_every_goal() {
        for (Doors from : WAY) {
            for (Doors goal : WAY) {
                Doors now = from;
                for (int steps = from.stepsTo(goal); steps > 0; steps--) {
                    assertThat(now.getsOnWith(now.toward(goal))).isTrue();
                    now = now.toward(goal);
                }
                assertThat(now).isEqualTo(goal).isEqualTo(now.toward(goal));
            }
        }
    }

    @Test
    void a_cluster_that_was_made_locked_gets_on_with_itself_alone() {
        WAY.forEach(doors -> assertThat(doors.getsOnWith(Doors.LOCKED)).isFalse());
        assertThat(Doors.LOCKED.getsOnWith(Doors.LOCKED)).isTrue();
    }

    /// Nodes 1, 3 and 5 have these doors, nodes 2, 4 and 6 the others: what does not work between them, if anything.
    private static List<String> troubles(Doors odd, Doors even) {
        Map<Integer, Endpoint> endpoints = new HashMap<>();
        SPEC.nodes()
                .forEach(node -> endpoints.put(
                        node.id(),
                        Objects.requireNonNull(
                                endpoints(node.id() % 2 == 0 ? even : odd).get(node.id()))));
        Map<Integer, Map<String, String>> files = new TreeMap<>();
        SPEC.nodes().forEach(node -> files.put(node.id(), file(node, endpoints)));
        return SPEC.nodes().stream()
                .flatMap(from -> SPEC.nodes().stream()
                        .filter(to -> to.id() != from.id())
                        .flatMap(to -> {
                            Map<String, String> caller = Objects.requireNonNull(files.get(from.id()));
                            Map<String, String> callee = Objects.requireNonNull(files.get(to.id()));
                            Stream<String> broker = from.isBroker() && to.isBroker()
                                    ? trouble(from, caller, callee, caller.get("inter.broker.listener.name")).stream()
                                    : Stream.of();
                            Stream<String> controller = to.isController()
                                    ? Stream.concat(
                                            trouble(
                                                    from,
                                                    caller,
                                                    callee,
                                                    words(caller, "controller.listener.names")
                                                            .getFirst())
                                                    .stream(),
                                            unknown(caller, callee).stream())
                                    : Stream.of();
                            return Stream.concat(broker, controller)
                                    .map(what -> from.name() + " calls " + to.name() + ": " + what);
                        }))
                .toList();
    }

    private static Optional<String> trouble(
            NodeSpec from, Map<String, String> caller, Map<String, String> callee, String listener) {
        boolean there = words(callee, "listeners").stream().anyMatch(one -> one.startsWith(listener + "://"));
        if (!there) {
            return Optional.of("no listener " + listener);
        }
        String spoken = protocols(caller).get(listener);
        String heard = protocols(callee).get(listener);
        if (!Objects.equals(spoken, heard)) {
            return Optional.of(listener + " is " + heard + " there and " + spoken + " here");
        }
        String comesAs = "PLAINTEXT".equals(spoken) ? "User:ANONYMOUS" : "User:" + from.principal();
        boolean asked = callee.containsKey("authorizer.class.name");
        return asked
                        && !List.of(callee.getOrDefault("super.users", "").split(";", -1))
                                .contains(comesAs)
                ? Optional.of(comesAs + " may not do anything there")
                : Optional.empty();
    }

    /// Controllers are asked for at addresses of the listener that they are called by.
    private static Optional<String> unknown(Map<String, String> caller, Map<String, String> callee) {
        String listener = words(caller, "controller.listener.names").getFirst();
        return words(callee, "listeners").stream()
                .filter(one -> one.startsWith(listener + "://"))
                .map(one -> one.substring(one.indexOf("//") + 2))
                .filter(address ->
                        !words(caller, "controller.quorum.bootstrap.servers").contains(address))
                .map(address -> "is asked for at " + caller.get("controller.quorum.bootstrap.servers"))
                .findFirst();
    }

    private static boolean mayAnybody(Map<String, String> properties) {
        return !properties.containsKey("authorizer.class.name")
                || properties.getOrDefault("super.users", "").contains(ServerSecurity.ANYBODY);
    }

    private static SortedMap<Integer, Map<String, String>> files(Doors doors) {
        SortedMap<Integer, Map<String, String>> files = new TreeMap<>();
        SPEC.nodes().forEach(node -> files.put(node.id(), file(node, endpoints(doors))));
        return files;
    }

    private static Map<String, String> file(NodeSpec node, Map<Integer, Endpoint> endpoints) {
        return PropertiesText.read(
                new FakeBlueprint().files(SPEC, node, endpoints).get(ServerProperties.FILE));
    }

    private static SortedMap<Integer, Endpoint> endpoints(Doors doors) {
        SortedMap<Integer, Endpoint> endpoints = new TreeMap<>();
        for (NodeSpec node : SPEC.nodes()) {
            int base = 9000 + 10 * node.id();
            OptionalInt client = port(node.isBroker(), base);
            OptionalInt controller = port(node.isController(), base + 1);
            OptionalInt between = port(node.isBroker() && doors != Doors.OPEN, base + 2);
            OptionalInt clientTls = port(node.isBroker(), base + 3);
            OptionalInt controllerTls = port(node.isController(), base + 4);
            endpoints.put(
                    node.id(),
                    doors == Doors.CLOSED
                            ? new Endpoint(
                                    "127.0.0.1", clientTls, between, controllerTls, doors, Endpoint.Beside.NOTHING)
                            : new Endpoint(
                                    "127.0.0.1",
                                    client,
                                    between,
                                    controller,
                                    doors,
                                    doors.hasTwo()
                                            ? new Endpoint.Beside(clientTls, controllerTls)
                                            : Endpoint.Beside.NOTHING));
        }
        return endpoints;
    }

    private static OptionalInt port(boolean present, int port) {
        return present ? OptionalInt.of(port) : OptionalInt.empty();
    }

    private static List<String> words(Map<String, String> properties, String name) {
        return Arrays.asList(properties.getOrDefault(name, "").split(",", -1));
    }

    private static Map<String, String> protocols(Map<String, String> properties) {
        Map<String, String> protocols = new HashMap<>();
        words(properties, "listener.security.protocol.map")
                .forEach(one -> protocols.put(one.split(":", -1)[0], one.split(":", -1)[1]));
        return protocols;
    }
}
