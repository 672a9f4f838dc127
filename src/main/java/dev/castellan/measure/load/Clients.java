package dev.castellan.measure.load;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// All client processes of a run; none outlives it.
final class Clients implements AutoCloseable {
    private final List<ClientProcess> all = new ArrayList<>();
    private final Thread atExit = new Thread(this::end);

    private Clients() {}

    static Clients start(List<String> program, List<Assignment> assignments) {
        Clients clients = new Clients();
        Runtime.getRuntime().addShutdownHook(clients.atExit);
        try {
            for (Assignment assignment : assignments) {
                clients.add(ClientProcess.start(program, assignment));
            }
            return clients;
        } catch (RuntimeException refused) {
            clients.close();
            throw refused;
        }
    }

    private synchronized void add(ClientProcess client) {
        all.add(client);
    }

    /// One after the other: each has its lines kept until somebody asks.
    void each(Consumer<ClientProcess> what) {
        List.copyOf(all).forEach(what);
    }

    void order(String word) {
        each(client -> client.order(word));
    }

    long records() {
        return List.copyOf(all).stream().mapToLong(ClientProcess::records).sum();
    }

    private synchronized void end() {
        all.forEach(ClientProcess::close);
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException ending) {
            // It runs already, and does the same.
        }
    }
}
