package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// Workers of Kafka Connect in a cluster with TLS: they log in with a certificate, and ask for a password themselves.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LockedConnectIT {
    private static Sandbox sandbox;

    @BeforeAll
    static void up() {
        sandbox = Sandbox.open("shut");
        sandbox.file("lines.txt", "one\ntwo\nthree\n");
        sandbox.spec("""
                name: shut
                nodes: 1
                security: tls
                connect: {workers: 2}
                topics: {lines: }
                connectors:
                  lines:
                    config:
                      connector.class: FileStreamSource
                      tasks.max: 1
                      file: %s
                      topic: lines
                      value.converter: org.apache.kafka.connect.storage.StringConverter
                """.formatted(sandbox.directory().resolve("lines.txt")));
        sandbox.run("up").succeeds();
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    @Test
    @Order(1)
    void they_work_for_castellan_and_answer_nobody_who_has_no_password()
            throws IOException, InterruptedException, GeneralSecurityException {
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
        sandbox.run("consume", "lines", "--from-beginning", "--max", "3")
                .succeeds()
                .prints("three");
        // One of the two has to hand on what the other has to carry out.
        sandbox.run("connect", "pause", "lines").succeeds();
        sandbox.run("connect", "resume", "lines").succeeds();
        sandbox.run("connect", "status").succeeds().prints("1 of 1");

        Path tls = sandbox.home().resolve("clusters/shut/workers/connect-1/tls");
        Properties users = new Properties();
        try (InputStream in = Files.newInputStream(tls.resolve("users.properties"))) {
            users.load(in);
        }
        String url = sandbox.json("status").get("workers").get(0).get("rest").stringValue();
        assertThat(url).startsWith("https://");
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(trusting(tls.resolve("ca.pem")))
                .build()) {
            assertThat(code(client, url, "guessed")).isEqualTo(401);
            assertThat(code(client, url, users.getProperty("admin"))).isEqualTo(200);
        }
        assertThat(Files.getPosixFilePermissions(tls)).hasSize(3);
    }

    @Test
    @Order(2)
    @Tag("long")
    void another_authority_takes_over_and_they_come_along() throws IOException {
        Path certificate = sandbox.home().resolve("clusters/shut/workers/connect-1/certificate.pem");
        String before = Files.readString(certificate);
        String risk = "--accept-risk=unavailable";
        sandbox.run("certs", "rotate-ca", risk).succeeds();
        sandbox.run("connect", "status").succeeds().prints("1 of 1");
        sandbox.run("certs", "rotate-ca", "--finish", risk).succeeds().prints("trusted no more");
        sandbox.run("connect", "status").succeeds().prints("1 of 1");
        assertThat(Files.readString(certificate)).isNotEqualTo(before);
        sandbox.run("certs", "list").succeeds().prints("worker");
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
        sandbox.run("connect", "pause", "lines").succeeds();
    }

    private static int code(HttpClient client, String url, String password) throws IOException, InterruptedException {
        String word = Base64.getEncoder().encodeToString(("admin:" + password).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/connectors"))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Basic " + word)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static SSLContext trusting(Path authority) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(authority)) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
