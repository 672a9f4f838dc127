package dev.castellan.kafka.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;

/// Tells a cluster that is slow from one that is not there.
final class Listening {
    private static final int PATIENCE_MILLIS = 300;

    private Listening() {}

    /// Whether every one of these addresses refuses the connection. A host that is silent does not count as refusing.
    static boolean nowhere(String bootstrap) {
        for (String address : bootstrap.split(",", -1)) {
            if (!refuses(address.strip())) {
                return false;
            }
        }
        return true;
    }

    private static boolean refuses(String address) {
        int colon = address.lastIndexOf(':');
        if (colon < 0) {
            return false;
        }
        String host = address.substring(0, colon).replaceAll("[\\[\\]]", "");
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(host, Integer.parseInt(address.substring(colon + 1))), PATIENCE_MILLIS);
            return false;
        } catch (ConnectException e) {
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
