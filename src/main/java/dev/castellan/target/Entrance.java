package dev.castellan.target;

import dev.castellan.kafka.config.Doors;
import dev.castellan.kafka.config.Endpoint;
import dev.castellan.kafka.config.ServerProperties;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.Security;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The doors by which Castellan's own clients get into a cluster.
///
/// Plain ones as long as every broker has one. Where the spec wants them closed, it is those with TLS from before the
/// first is closed: a way in that does not work shows itself while there is still another.
public final class Entrance {
    private final SortedMap<Integer, Endpoint> endpoints;
    private final Supplier<Map<String, String>> properties;

    private Entrance(SortedMap<Integer, Endpoint> endpoints, Supplier<Map<String, String>> properties) {
        this.endpoints = Collections.unmodifiableSortedMap(endpoints);
        this.properties = properties;
    }

    /// @param keyring what opens a door with TLS
    public static Entrance of(ClusterSpec spec, Facts facts, Keyring keyring) {
        return of(spec, endpoints(facts), keyring);
    }

    /// @param endpoints of the nodes that are installed, or of those that will be
    public static Entrance of(ClusterSpec spec, SortedMap<Integer, Endpoint> endpoints, Keyring keyring) {
        if (!isByTls(spec.security(), endpoints)) {
            return plain(endpoints);
        }
        SortedMap<Integer, Endpoint> seen = new TreeMap<>();
        endpoints.forEach((id, endpoint) -> seen.put(id, endpoint.withTls()));
        return new Entrance(seen, keyring::access);
    }

    /// Into a cluster where everybody may.
    public static Entrance plain(SortedMap<Integer, Endpoint> endpoints) {
        return new Entrance(endpoints, Map::of);
    }

    /// Where the installed nodes listen, from their own files.
    public static SortedMap<Integer, Endpoint> endpoints(Facts facts) {
        SortedMap<Integer, Endpoint> endpoints = new TreeMap<>();
        facts.nodes()
                .forEach((id, node) -> endpoints.put(id, ServerProperties.endpoint(ServerProperties.in(node.files()))));
        return endpoints;
    }

    static boolean isByTls(Security wanted, Map<Integer, Endpoint> endpoints) {
        List<Doors> doors = endpoints.values().stream()
                .filter(endpoint -> endpoint.clientPort().isPresent())
                .map(Endpoint::doors)
                .toList();
        if (doors.isEmpty()) {
            return wanted == Security.tls;
        }
        boolean closing = wanted == Security.tls && doors.stream().allMatch(each -> each == Doors.BOTH);
        return closing || !doors.stream().allMatch(Doors::hasPlain);
    }

    /// Where nodes listen, as seen by whoever comes this way.
    public SortedMap<Integer, Endpoint> endpoints() {
        return endpoints;
    }

    /// Properties of a Kafka client, some of them secret; none where everybody may come in.
    ///
    /// @throws dev.castellan.problem.WorldRefused when the secrets of the cluster are not on this machine
    public Map<String, String> properties() {
        return properties.get();
    }
}
