package dev.castellan.measure;

/// When the records of one client are due, at a fixed rate.
///
/// The moments follow from the start alone. A client that was held up does not move what comes after: those records are
/// late, and their latency says so. (Counting from the moment of sending instead would leave the wait out of the
/// result:
/// coordinated omission.)
///
/// @param start the moment on the clock of `System.nanoTime()` at which the first record of the first client is due
/// @param perSecond records a second of all clients together
/// @param client which of the clients, from 0: they take turns
public record Schedule(long start, double perSecond, int client, int clients) {
    private static final double NANOS = 1e9;

    /// When the record with this number of this client is due, counted from 0.
    public long due(long number) {
        return start + (long) ((number * (double) clients + client) * NANOS / perSecond);
    }

    /// How many records of this client are due before a moment.
    public long dueBefore(long moment) {
        long number = (long) Math.max(0, ((moment - start) * perSecond / NANOS - client) / clients - 1);
        while (due(number) < moment) {
            number++;
        }
        return number;
    }
}
