package dev.castellan.security;

import static dev.castellan.security.Certificates.YEAR;
import static dev.castellan.security.Certificates.YEARS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/// TLS over loopback, with the JDK on both sides: the server wants to know who connects.
class HandshakeTest {
    private static final Instant NOW = Instant.now();
    private static final Authority AUTHORITY = Authority.create("demo", NOW.minus(YEAR), YEARS);
    private static final KeyAndCertificate SERVER =
            AUTHORITY.issue(Subject.node("node-1", List.of("localhost", "127.0.0.1")), NOW, YEAR);
    private static final KeyAndCertificate ALICE = AUTHORITY.issue(Subject.client("alice"), NOW, YEAR);

    @Test
    void who_was_signed_by_the_authority_is_let_in_under_its_name() throws Exception {
        assertThat(meet(server(SERVER), client(ALICE, AUTHORITY))).isEqualTo("CN=alice,O=demo");
        assertThat(meet(server(SERVER), client(SERVER, AUTHORITY))).isEqualTo("CN=node-1,O=demo");
    }

    @Test
    void a_bundle_lets_in_what_the_old_and_the_new_authority_signed() throws Exception {
        Authority next = Authority.create("demo", NOW, YEARS);
        String both = Bundle.parse(next.certificate())
                .with(Bundle.parse(AUTHORITY.certificate()))
                .pem();
        SSLContext server = Certificates.context(List.of(SERVER), both);
        KeyAndCertificate bob = next.issue(Subject.client("bob"), NOW, YEAR);
        assertThat(meet(server, Certificates.context(List.of(bob), both))).isEqualTo("CN=bob,O=demo");
        assertThat(meet(server, client(ALICE, AUTHORITY))).isEqualTo("CN=alice,O=demo");
    }

    @Test
    void who_was_signed_by_another_authority_is_not_let_in() throws Exception {
        Authority other = Authority.create("demo", NOW, YEARS);
        KeyAndCertificate mallory = other.issue(Subject.client("alice"), NOW, YEAR);
        assertThat(introduce(server(SERVER), client(mallory, AUTHORITY)).server())
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("PKIX path validation failed");
        assertThat(introduce(server(SERVER), client(ALICE, other)).client())
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("PKIX path validation failed");
    }

    @Test
    void who_shows_nothing_is_not_let_in() throws Exception {
        SSLContext nobody = Certificates.context(List.of(), AUTHORITY.certificate());
        assertThat(introduce(server(SERVER), nobody).server()).hasMessageContaining("Empty client certificate chain");
    }

    @Test
    void what_is_expired_is_not_let_in() throws Exception {
        Instant before = NOW.minus(Duration.ofDays(2));
        Duration day = Duration.ofDays(1);
        KeyAndCertificate old = AUTHORITY.issue(Subject.client("alice"), before, day);
        assertThat(introduce(server(SERVER), client(old, AUTHORITY)).server())
                .hasRootCauseInstanceOf(CertificateExpiredException.class);
        KeyAndCertificate node = AUTHORITY.issue(Subject.node("node-1", List.of("127.0.0.1")), before, day);
        assertThat(introduce(server(node), client(ALICE, AUTHORITY)).client())
                .hasRootCauseInstanceOf(CertificateExpiredException.class);
    }

    @Test
    void a_server_is_only_believed_to_be_what_its_certificate_names() throws Exception {
        Subject elsewhere = Subject.node("127.0.0.1", List.of("elsewhere.example.org", "127.0.0.2"));
        SSLContext server = server(AUTHORITY.issue(elsewhere, NOW, YEAR));
        assertThat(introduce(server, client(ALICE, AUTHORITY)).client())
                .hasMessageContaining("No subject alternative names matching IP address 127.0.0.1 found");
    }

    @Test
    void a_client_does_not_pass_for_a_server() throws Exception {
        Subject client = new Subject("alice", List.of("127.0.0.1"), Subject.Usage.CLIENT);
        SSLContext server = server(AUTHORITY.issue(client, NOW, YEAR));
        assertThat(introduce(server, client(ALICE, AUTHORITY)).client())
                .hasMessageContaining("Extended key usage does not permit use for TLS server authentication");
    }

    private static SSLContext server(KeyAndCertificate shown) throws Exception {
        return Certificates.context(List.of(shown), AUTHORITY.certificate());
    }

    private static SSLContext client(KeyAndCertificate shown, Authority trusted) throws Exception {
        return Certificates.context(List.of(shown), trusted.certificate());
    }

    private static String meet(SSLContext server, SSLContext client) throws Exception {
        Meeting meeting = introduce(server, client);
        assertThat(meeting.server()).isNull();
        assertThat(meeting.client()).isNull();
        return meeting.name();
    }

    /// How it went: the name the server knows the client by, after a byte went each way, and what each complains of.
    private record Meeting(String name, Throwable server, Throwable client) {}

    private static Meeting introduce(SSLContext server, SSLContext client) throws Exception {
        try (SSLServerSocket door = (SSLServerSocket)
                        server.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            door.setNeedClientAuth(true);
            door.setSoTimeout(10_000);
            Future<String> answer = threads.submit(() -> answer(door));
            Throwable refusal = null;
            try {
                ask(client, door.getLocalPort());
            } catch (IOException e) {
                refusal = e;
            }
            try {
                return new Meeting(answer.get(), null, refusal);
            } catch (ExecutionException e) {
                return new Meeting("", e.getCause(), refusal);
            }
        }
    }

    private static String answer(SSLServerSocket door) throws IOException {
        try (SSLSocket guest = (SSLSocket) door.accept()) {
            guest.setSoTimeout(10_000);
            guest.startHandshake();
            guest.getOutputStream().write(guest.getInputStream().read());
            return guest.getSession().getPeerPrincipal().getName();
        }
    }

    private static void ask(SSLContext client, int port) throws IOException {
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress("127.0.0.1", port), 10_000);
            plain.setSoTimeout(10_000);
            try (SSLSocket socket =
                    (SSLSocket) client.getSocketFactory().createSocket(plain, "127.0.0.1", port, true)) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                socket.getOutputStream().write(7);
                if (socket.getInputStream().read() != 7) {
                    throw new IOException("the server hung up");
                }
            }
        }
    }
}
