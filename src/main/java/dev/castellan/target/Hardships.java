package dev.castellan.target;

import java.time.Duration;
import java.util.SortedMap;

/// What can be done to nodes to see how a cluster bears it. Every method may be repeated.
///
/// All of them throw [dev.castellan.problem.WorldRefused] when the machine refuses. Nodes that live on different
/// machines may be worked on by several threads at once.
public interface Hardships {
    /// Why a kind of hardship cannot befall a node here; nothing for one that can. Changes nothing.
    SortedMap<Hardship.Kind, String> obstacles(int node);

    /// Begins one, after the machine has been told to end it by itself.
    ///
    /// @param most how long it lasts where nobody ends it: the way to the machine may be gone by then
    void begin(int node, Hardship hardship, Duration most);

    /// Takes it away; one that is not there is no trouble. A node that is down is on its way back then, one that was
    /// emptied wants new storage first.
    void end(int node, Hardship.Kind kind);
}
