package dev.castellan.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.problem.WorldRefused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerTest {
    private final Server server = Server.start(
            0,
            Map.of(
                    "/metrics", () -> new Page(200, "text/plain; version=0.0.4", "up 1\n"),
                    "/broken",
                            () -> {
                                throw new IllegalStateException("a bug");
                            }));
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.address() + path)).timeout(Duration.ofSeconds(20));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    @Test
    void a_page_is_answered_as_what_it_is() throws IOException, InterruptedException {
        HttpResponse<String> answer = get("/metrics");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("up 1\n");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4");
    }

    @Test
    void who_takes_gzip_gets_it() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(
                request("/metrics").header("Accept-Encoding", "gzip").build(), BodyHandlers.ofByteArray());

        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        try (GZIPInputStream zipped = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            assertThat(new String(zipped.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("up 1\n");
        }
    }

    @Test
    void nothing_can_be_posted_and_what_is_not_there_says_what_is() throws IOException, InterruptedException {
        assertThat(client.send(
                                request("/metrics")
                                        .POST(BodyPublishers.ofString("x"))
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(405);
        assertThat(get("/else").statusCode()).isEqualTo(404);
        assertThat(get("/else").body()).isEqualTo("here are: /broken /metrics\n");
    }

    @Test
    void a_defect_is_said_and_the_next_is_answered() throws IOException, InterruptedException {
        assertThat(get("/broken").statusCode()).isEqualTo(500);
        assertThat(get("/metrics").statusCode()).isEqualTo(200);
    }

    @Test
    void a_port_that_is_taken_is_refused_with_what_to_do() {
        int taken = URI.create(server.address()).getPort();

        assertThatThrownBy(() -> Server.start(taken, Map.of()))
                .isInstanceOf(WorldRefused.class)
                .hasMessageContaining("castellan serve --port N");
    }

    @Test
    void it_is_healthy_while_everything_is_collected_in_time() {
        Health.Part fine = new Health.Part("cluster", Duration.ofSeconds(3), Duration.ofSeconds(90), "");
        Health.Part late = new Health.Part("lag", Duration.ofSeconds(91), Duration.ofSeconds(90), "no answer");

        assertThat(Health.page(List.of(fine)).status()).isEqualTo(200);
        assertThat(Health.page(List.of(fine, late)).status()).isEqualTo(503);
        assertThat(Health.page(List.of(fine, late)).text())
                .isEqualTo("ok cluster, collected 3 s ago\nLATE lag, collected 91 s ago: no answer\n");
    }
}
