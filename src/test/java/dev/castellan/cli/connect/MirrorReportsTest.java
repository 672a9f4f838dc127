package dev.castellan.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.observe.LiveConnect;
import dev.castellan.observe.LiveMirror;
import dev.castellan.observe.LiveMirror.End;
import dev.castellan.observe.LiveMirror.Place;
import dev.castellan.observe.LiveMirror.Range;
import dev.castellan.spec.ConnectorSpec;
import dev.castellan.spec.Location;
import dev.castellan.spec.MirrorConnectors.Part;
import dev.castellan.spec.MirrorSpec;
import dev.castellan.testkit.Golden;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What is said of mirrors.
final class MirrorReportsTest {
    private static final Place ZERO = new Place("orders", 0);
    private static final Place ONE = new Place("orders", 1);
    private static final MirrorSpec EAST = new MirrorSpec(
            "east",
            "10.0.0.1:9092",
            Optional.empty(),
            Optional.empty(),
            List.of("orders"),
            List.of(".*"),
            MirrorSpec.Naming.prefixed,
            new TreeMap<>(),
            ConnectorSpec.State.running,
            Location.DEFAULTS);
    private static final End HERE = end(Map.of(ZERO, new Range(0, 71), ONE, new Range(0, 50)), Map.of(ZERO, 60L));

    @Test
    void a_mirror_is_shown_with_its_lag_and_with_where_groups_would_go_on() {
        LiveMirror live = new LiveMirror(
                copied(),
                Optional.of(end(Map.of(ZERO, new Range(0, 100), ONE, new Range(0, 50)), Map.of(ZERO, 65L, ONE, 50L))),
                "",
                HERE);
        MirrorReports.Mirror mirror = MirrorReports.mirror(EAST, connectors(), live);
        assertThat(mirror.isWell()).isTrue();
        Golden.folder("a-mirror-is-shown-with-its-lag-and-its-groups")
                .holds(MirrorReports.of("west", List.of(mirror), MirrorReports.Detail.TOPICS));
    }

    @Test
    void a_source_that_is_silent_is_told_with_what_cannot_be_known() {
        LiveMirror live = new LiveMirror(copied(), Optional.empty(), "nothing listens here", HERE);
        MirrorReports.Mirror mirror = MirrorReports.mirror(EAST, connectors(), live);
        assertThat(mirror.isWell()).isFalse();
        Golden.folder("a-source-that-is-silent-is-told-with-what-cannot-be-known")
                .holds(MirrorReports.of("west", List.of(mirror), MirrorReports.Detail.PARTITIONS));
    }

    private static SortedMap<Place, Long> copied() {
        return new TreeMap<>(Map.of(ZERO, 70L, ONE, 50L));
    }

    private static End end(Map<Place, Range> ranges, Map<Place, Long> committed) {
        return new End(new TreeMap<>(ranges), new TreeMap<>(Map.of("billing", new TreeMap<>(committed))));
    }

    private static LiveConnect.Awake connectors() {
        SortedMap<String, LiveConnect.Connector> connectors = new TreeMap<>();
        LiveConnect.Task runs = new LiveConnect.Task(LiveConnect.State.RUNNING, "127.0.0.1:8083", "");
        for (Part part : Part.values()) {
            connectors.put(
                    part.connector("east"),
                    new LiveConnect.Connector(
                            new TreeMap<>(Map.of(ConnectorSpec.CLASS, part.type())),
                            LiveConnect.State.RUNNING,
                            "127.0.0.1:8083",
                            "",
                            new TreeMap<>(Map.of(0, runs)),
                            LiveConnect.Direction.SOURCE));
        }
        return new LiveConnect.Awake(connectors);
    }
}
