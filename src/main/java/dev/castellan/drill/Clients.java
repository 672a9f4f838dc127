package dev.castellan.drill;

import dev.castellan.drill.ShareReader.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// All clients of a drill; closed, every record they sent is settled.
final class Clients implements AutoCloseable {
    private final List<Client> senders = new ArrayList<>();
    private final List<Client> readers = new ArrayList<>();

    Clients(Load load, Recorder recorder, Map<String, Object> connection) {
        for (int number = 0; number < load.producers(); number++) {
            senders.add(new Sender(number, load, recorder, connection));
        }
        senders.add(new TransactionSender(load.producers(), load, recorder, connection));
        for (int member = 1; member <= load.members(); member++) {
            readers.add(new GroupReader(member, load, recorder, connection));
        }
        for (int member = 1; member <= load.sharers(); member++) {
            Mode mode = member % 2 == 0 ? Mode.IMPLICIT : Mode.EXPLICIT;
            readers.add(new ShareReader(member, mode, load, recorder, connection));
        }
    }

    void start() {
        senders.forEach(Client::start);
        readers.forEach(Client::start);
    }

    /// @throws RuntimeException of the first client that did not work to the end
    void requireWorked() {
        Stream.concat(senders.stream(), readers.stream())
                .flatMap(client -> client.failure().stream())
                .findFirst()
                .ifPresent(failure -> {
                    throw failure;
                });
    }

    @Override
    public void close() {
        senders.forEach(Client::stop);
        senders.forEach(Client::close);
        readers.forEach(Client::stop);
        readers.forEach(Client::close);
    }
}
