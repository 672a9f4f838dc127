package dev.castellan.kafka.config;

import java.util.List;
import java.util.Map;

/// Which doors a node has, and which of them nodes use among themselves.
///
/// The first four are the way from an open cluster to a locked one, in this order: a node gets on with any other that
/// has the same doors, those before or those after. The last is a cluster that was locked when it was made: its doors
/// have the names of the open ones, so it gets on with none of the others.
public enum Doors {
    /// Plain doors: whoever reaches a port is in.
    OPEN,
    /// Doors with TLS beside them, for clients; nodes still use the plain ones.
    ADDED,
    /// The same doors; nodes use those with TLS.
    BOTH,
    /// Doors with TLS; the plain ones are gone.
    CLOSED,
    /// Doors with TLS, since the cluster was made.
    LOCKED;

    private static final List<Doors> WAY = List.of(OPEN, ADDED, BOTH, CLOSED);

    /// The door of clients with TLS, while a plain one is beside it and after that.
    static final String CLIENT_TLS = "CLIENT_TLS";

    /// The same for controllers.
    static final String CONTROLLER_TLS = "CONTROLLER_TLS";

    /// As a node's properties have it.
    static Doors of(Map<String, String> properties) {
        String protocols = properties.getOrDefault("listener.security.protocol.map", "");
        boolean plain = protocols.contains(":PLAINTEXT");
        if (protocols.contains(CLIENT_TLS)) {
            boolean first =
                    properties.getOrDefault("controller.listener.names", "").startsWith(CONTROLLER_TLS);
            return !plain ? CLOSED : first ? BOTH : ADDED;
        }
        return protocols.contains("SSL") ? LOCKED : OPEN;
    }

    /// Whether somebody who comes without TLS is let in.
    public boolean hasPlain() {
        return switch (this) {
            case OPEN, ADDED, BOTH -> true;
            case CLOSED, LOCKED -> false;
        };
    }

    /// Whether clients with TLS are let in.
    public boolean hasTls() {
        return this != OPEN;
    }

    /// Whether both kinds of doors are there.
    public boolean hasTwo() {
        return this == ADDED || this == BOTH;
    }

    /// Whether it is locked by the names that an open cluster has left over for that.
    public boolean isOnItsWay() {
        return hasTwo() || this == CLOSED;
    }

    /// Whether nodes with these doors and with those can talk to each other.
    public boolean getsOnWith(Doors other) {
        return this == other || (this != LOCKED && other != LOCKED && stepsTo(other) == 1);
    }

    /// How many kinds of doors lie between these and others on the way, with those.
    public int stepsTo(Doors goal) {
        return Math.abs(WAY.indexOf(goal) - WAY.indexOf(this));
    }

    /// The next doors on the way to a goal, which may lie before or after; there, where it is reached.
    public Doors toward(Doors goal) {
        int here = WAY.indexOf(this);
        return this == LOCKED || goal == LOCKED ? this : WAY.get(here + Integer.signum(WAY.indexOf(goal) - here));
    }
}
