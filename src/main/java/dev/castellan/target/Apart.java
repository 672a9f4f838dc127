package dev.castellan.target;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// Machines of hosts on which workers of Kafka Connect live, or lived, and no node does.
///
/// @param hosts what is true of each that answered, by the host as the spec calls it
/// @param unreachable why nothing is known of the others
public record Apart(SortedMap<String, HostFacts> hosts, SortedMap<String, String> unreachable) {
    public static final Apart NONE = new Apart(new TreeMap<>(), new TreeMap<>());

    public Apart {
        hosts = Collections.unmodifiableSortedMap(new TreeMap<>(hosts));
        unreachable = Collections.unmodifiableSortedMap(new TreeMap<>(unreachable));
    }
}
