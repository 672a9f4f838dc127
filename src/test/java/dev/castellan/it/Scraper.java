package dev.castellan.it;

import dev.castellan.machine.SafeFiles;
import dev.castellan.security.Pkcs12;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Asks agents of a locked cluster as a Prometheus of the user does: by what `castellan monitoring write` wrote.
record Scraper(Path folder, String cluster) {
    /// Nobody answered in the way that was asked for.
    static final int NOTHING = 0;

    String password() {
        return SafeFiles.read(folder.resolve("agents/" + cluster + ".password"))
                .orElseThrow()
                .strip();
    }

    /// Whom it trusts, as PEM.
    String authorities() {
        return SafeFiles.read(folder.resolve("agents/" + cluster + ".ca.pem")).orElseThrow();
    }

    /// What comes of it with the password.
    String told(String address) {
        return answer("https://" + address + "/metrics", Optional.of(password()))
                .map(HttpResponse::body)
                .orElse("");
    }

    /// The status of an answer.
    int status(String url, Optional<String> password) {
        return answer(url, password).map(HttpResponse::statusCode).orElse(NOTHING);
    }

    private Optional<HttpResponse<String>> answer(String url, Optional<String> password) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10));
        password.map(word -> "prometheus:" + word)
                .map(pair -> Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                .ifPresent(pair -> request.header("Authorization", "Basic " + pair));
        try (HttpClient client = HttpClient.newBuilder().sslContext(trusting()).build()) {
            return Optional.of(client.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private SSLContext trusting() {
        try {
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(Pkcs12.trusted(authorities()));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trusted.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
