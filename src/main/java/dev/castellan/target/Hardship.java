package dev.castellan.target;

/// Something bad that befalls a node where it lives, until it is taken away again. Data only.
public sealed interface Hardship {
    Kind kind();

    /// What has to be taken away in the end.
    enum Kind {
        PAUSED,
        CUT_OFF,
        LOSSY,
        SLOW,
        FULL,
        /// Its process is gone.
        DOWN,
        /// So is its process, and what it had stored.
        EMPTIED
    }

    /// Its process is there and does nothing (SIGSTOP).
    record Paused() implements Hardship {
        @Override
        public Kind kind() {
            return Kind.PAUSED;
        }
    }

    /// Its machine and those of the other nodes do not hear of each other.
    record CutOff(Way way) implements Hardship {
        @Override
        public Kind kind() {
            return Kind.CUT_OFF;
        }

        /// What gets lost.
        public enum Way {
            BOTH,
            /// What the others send; what it sends itself arrives.
            TOWARDS_IT
        }
    }

    /// Some of what it and the machines of the other nodes send each other is lost.
    record Lossy(int percent) implements Hardship {
        @Override
        public Kind kind() {
            return Kind.LOSSY;
        }
    }

    /// What its machine sends comes late.
    record Slow(int millis) implements Hardship {
        @Override
        public Kind kind() {
            return Kind.SLOW;
        }
    }

    /// Its process is ended; its machine starts it again.
    record Down(How how) implements Hardship {
        @Override
        public Kind kind() {
            return Kind.DOWN;
        }

        /// How it is ended.
        public enum How {
            /// Without a word (SIGKILL).
            KILLED,
            /// In good order, by force where that takes more than half a minute.
            STOPPED
        }
    }

    /// Its process is killed and its data directories are emptied. Nothing brings that back: no machine ends it.
    record Emptied() implements Hardship {
        @Override
        public Kind kind() {
            return Kind.EMPTIED;
        }
    }

    /// The file system of its first data directory has next to no space left.
    record Full() implements Hardship {
        @Override
        public Kind kind() {
            return Kind.FULL;
        }
    }
}
