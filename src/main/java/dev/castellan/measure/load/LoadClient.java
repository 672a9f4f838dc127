package dev.castellan.measure.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.common.KafkaException;

/// A process that is one client of a benchmark. It ends when its standard input does: then its parent is gone.
public final class LoadClient {
    private static final Duration PULSE = Duration.ofMillis(500);

    private final BlockingQueue<String> orders = new LinkedBlockingQueue<>();
    private final PrintStream out;

    private LoadClient(PrintStream out) {
        this.out = out;
    }

    /// Does what standard input says, and tells standard output of it.
    public static void run(InputStream in, PrintStream out) {
        LoadClient client = new LoadClient(out);
        Thread.ofPlatform().daemon().start(() -> client.listen(in));
        try {
            client.work();
        } catch (KafkaException refused) {
            client.say(Wire.TROUBLE + " " + String.valueOf(refused.getMessage()).replace('\n', ' '));
        }
    }

    private void listen(InputStream in) {
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        try {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                orders.add(line);
            }
        } catch (IOException gone) {
            // The same as the end of it.
        }
        Runtime.getRuntime().halt(1);
    }

    private void work() {
        Assignment assignment = Wire.read(await(), Assignment.class);
        try (Load load = Load.open(assignment, this)) {
            say(Wire.READY);
            await();
            Thread pulse = Thread.ofVirtual().start(() -> pulse(load));
            ClientReport report = load.run();
            pulse.interrupt();
            say(Wire.REPORT + " " + Wire.line(report));
        }
    }

    private void pulse(Load load) {
        try {
            while (true) {
                Thread.sleep(PULSE);
                say(Wire.PROGRESS + " " + load.records());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    /// The next line from the parent, for as long as it takes: with the parent, this process ends.
    String await() {
        try {
            return orders.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
