package dev.castellan.machine;

/// A port of another machine that leads to one of this, until closed or cut.
public interface Tunnel extends AutoCloseable {
    /// Tells the other end that this one is still there: what hears nothing for half a minute ends.
    ///
    /// @throws dev.castellan.problem.WorldRefused when it was cut
    void keep();

    @Override
    void close();
}
