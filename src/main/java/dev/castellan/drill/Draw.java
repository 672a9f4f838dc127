package dev.castellan.drill;

import dev.castellan.fault.Fault;
import dev.castellan.observe.Live;
import java.util.List;

/// One thing that goes wrong, made up for the cluster as it is at that moment.
public interface Draw {
    /// Its name, as a person types it.
    String kind();

    /// @param topic the drill's own
    /// @throws dev.castellan.problem.WorldRefused where the cluster as it is does not allow for it
    Drawn from(Live.Awake cluster, String topic);

    /// What to do, in order.
    ///
    /// @param what for a person
    /// @param expected what it should cost, for a person
    record Drawn(String what, String expected, List<Act> acts) {
        public Drawn {
            acts = List.copyOf(acts);
        }
    }

    /// One act of it.
    sealed interface Act {
        record Begin(Fault fault) implements Act {}

        record End(Fault fault) implements Act {}

        /// Clients go on for so many milliseconds.
        record Hold(long millis) implements Act {}
    }
}
