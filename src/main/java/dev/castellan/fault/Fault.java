package dev.castellan.fault;

import java.util.SortedSet;

/// One thing that goes wrong and is put right again. Data only: [Injector] does it.
public sealed interface Fault {
    /// Whom it hits.
    Aim aim();

    /// Its kind, as a person types it: `kill-leader`.
    String name();

    /// What happens to whom, for a person.
    String brief();

    /// The nodes it touches.
    default SortedSet<Integer> nodes() {
        return aim().nodes();
    }

    /// How many of them are away at the same time.
    default int atOnce() {
        return nodes().size();
    }

    /// Pulls the plug of processes (SIGKILL); they are started again at its end.
    record Kill(Aim aim) implements Fault {
        @Override
        public String name() {
            return "kill" + aim.by().suffix();
        }

        @Override
        public String brief() {
            return "kill -9 of " + aim.shown();
        }
    }

    /// Stops processes in good order; they are started again at its end.
    record Stop(Aim aim) implements Fault {
        @Override
        public String name() {
            return "stop" + aim.by().suffix();
        }

        @Override
        public String brief() {
            return "a stop in good order of " + aim.shown();
        }
    }

    /// Processes hold still (SIGSTOP), as in a long pause of garbage collection, and go on at its end.
    record Pause(Aim aim) implements Fault {
        @Override
        public String name() {
            return "pause" + aim.by().suffix();
        }

        @Override
        public String brief() {
            return "a pause of " + aim.shown();
        }
    }

    /// A node and all others hear nothing of each other.
    record Cut(Aim aim) implements Fault {
        @Override
        public String name() {
            return "cut" + aim.by().suffix();
        }

        @Override
        public String brief() {
            return "the network cut between the other nodes and " + aim.shown();
        }
    }

    /// A node hears nothing of the others, who hear it.
    record CutOneWay(Aim aim) implements Fault {
        @Override
        public String name() {
            return "cut-one-way" + aim.by().suffix();
        }

        @Override
        public String brief() {
            return "the network cut from the other nodes to " + aim.shown();
        }
    }

    /// All that a node sends comes late.
    record Delay(Aim aim, int millis) implements Fault {
        @Override
        public String name() {
            return "delay" + aim.by().suffix();
        }

        @Override
        public String brief() {
            return millis + " ms of delay for all that is sent by " + aim.shown();
        }
    }

    /// Some of what a node and the others send each other is lost.
    record Loss(Aim aim, int percent) implements Fault {
        @Override
        public String name() {
            return "loss" + aim.by().suffix();
        }

        @Override
        public String brief() {
            return percent + " % of packets lost between the other nodes and " + aim.shown();
        }
    }

    /// Pulls the plug of a process and empties its data directories; it gets new ones at its end.
    record Wipe(Aim aim) implements Fault {
        @Override
        public String name() {
            return "lose-data" + aim.by().suffix();
        }

        @Override
        public String brief() {
            return "the loss of all data of " + aim.shown();
        }
    }

    /// A change that Castellan itself makes, node after node.
    record Changed(Aim aim, Changes.Change change) implements Fault {
        @Override
        public String name() {
            return change.text();
        }

        @Override
        public String brief() {
            return change.brief() + " of " + aim.shown();
        }

        @Override
        public int atOnce() {
            return 1;
        }
    }

    /// The disk of a node's data has no space left.
    record FullDisk(Aim aim) implements Fault {
        @Override
        public String name() {
            return "full-disk" + aim.by().suffix();
        }

        @Override
        public String brief() {
            return "a full disk under the data of " + aim.shown();
        }
    }
}
