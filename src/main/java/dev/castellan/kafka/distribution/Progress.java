package dev.castellan.kafka.distribution;

/// Told how far a distribution has come. Called from several threads, but never from two at once.
public interface Progress {
    /// Somebody else is already getting the same release; we wait for them.
    void waiting(String why);

    /// The jars of a release are on their way.
    ///
    /// @param what the release, `Kafka 4.3.1`
    /// @param artefacts how many jars it has
    void started(String what, int artefacts);

    /// Some more has come.
    ///
    /// @param artefacts how many jars are here by now
    /// @param bytes how much came over the network by now
    void advanced(int artefacts, long bytes);

    /// All jars are here and checked.
    void finished();

    /// For those who do not watch.
    Progress SILENT = new Progress() {
        @Override
        public void waiting(String why) {}

        @Override
        public void started(String what, int artefacts) {}

        @Override
        public void advanced(int artefacts, long bytes) {}

        @Override
        public void finished() {}
    };
}
