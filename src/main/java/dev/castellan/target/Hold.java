package dev.castellan.target;

/// The right to change a cluster, held by one Castellan at a time until it is closed or its process ends.
public interface Hold extends AutoCloseable {
    /// Adds a line to the cluster's journal; forced to disk wherever the journal is kept.
    ///
    /// @throws dev.castellan.problem.WorldRefused when the line cannot be kept, or the right was lost meanwhile
    void note(String line);

    @Override
    void close();
}
