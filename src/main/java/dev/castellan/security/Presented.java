package dev.castellan.security;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// The certificate that a server shows to whoever comes. It is believed nothing, and told nothing: this is for
/// saying why it is not trusted.
public final class Presented {
    private Presented() {}

    /// Nothing where nobody answers within the bound, or shows none.
    public static Optional<CertificateFacts> at(String host, int port, Duration bound) {
        int millis = Math.toIntExact(bound.toMillis());
        try (Socket open = new Socket()) {
            open.connect(new InetSocketAddress(host, port), millis);
            open.setSoTimeout(millis);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Onlooker()}, null);
            try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(open, host, port, true)) {
                socket.startHandshake();
                Certificate[] shown = socket.getSession().getPeerCertificates();
                return shown[0] instanceof X509Certificate own
                        ? CertificateFacts.parse(Pem.of(own)).stream().findFirst()
                        : Optional.empty();
            }
        } catch (IOException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Looks at everybody, and lets nothing follow from it.
    private static final class Onlooker extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
