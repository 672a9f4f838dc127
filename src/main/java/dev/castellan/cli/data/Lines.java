package dev.castellan.cli.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// The lines of a stream as bytes: no character set is assumed, and a last line without an end counts.
final class Lines {
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int filled;

    Lines(InputStream in) {
        this.in = in;
    }

    /// The next line without its line feed; empty at the end of the stream, or once the stream is closed.
    Optional<byte[]> next() {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        while (true) {
            if (at == filled && !fill()) {
                return line.size() == 0 ? Optional.empty() : Optional.of(line.toByteArray());
            }
            int start = at;
            while (at < filled && buffer[at] != '\n') {
                at++;
            }
            line.write(buffer, start, at - start);
            if (at < filled) {
                at++;
                return Optional.of(line.toByteArray());
            }
        }
    }

    private boolean fill() {
        try {
            at = 0;
            filled = Math.max(0, in.read(buffer));
            return filled > 0;
        } catch (IOException e) {
            filled = 0;
            return false;
        }
    }
}
