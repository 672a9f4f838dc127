package dev.castellan.target;

import dev.castellan.machine.Tunnel;
import java.util.List;
import java.util.SortedMap;

/// A Prometheus with its Alertmanager on a host of one cluster. Every method may be repeated: what is done stays done.
///
/// All of them throw [dev.castellan.problem.WorldRefused] when the machine refuses. Hosts are named as in the spec.
public interface Prometheus {
    PrometheusFacts look(String host);

    /// Installs the distribution's packages, and leaves nothing running that did not run before.
    void install(String host, List<String> packages);

    /// Puts files in place, and returns once both programs run with them and answer.
    ///
    /// @param files all files that differ, with their text
    void run(String host, SortedMap<String, String> files);

    /// Lets it reach a port of this machine at 127.0.0.1 of its own, until closed.
    Tunnel tunnel(String host, int there, int here);

    /// Removes it with its files and what it has collected, and packages that were installed for it.
    void remove(String host);
}
