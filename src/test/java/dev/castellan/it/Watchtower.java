package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.machine.SafeFiles;
import dev.castellan.monitoring.Monitoring;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A real Prometheus and a real Alertmanager (Debian: `prometheus`, `prometheus-alertmanager`) on a folder that
/// `castellan monitoring write` wrote, and whom they tell.
///
/// The configuration is the user's: there a receiver is named, and the pace is made quick. In the rules, waits that
/// would keep a test for minutes are made short.
final class Watchtower implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Duration READY = Duration.ofSeconds(30);

    /// With what must hold for a minute before it fires.
    static final Duration LATER = Duration.ofMinutes(4);

    /// Debian's Alertmanager reads this from there and from nowhere else.
    private static final Path TEMPLATE = Path.of("/usr/share/prometheus/alertmanager/default.tmpl");

    private final Pager pager;
    private final String address;
    private final String alertmanager;
    private final List<Process> processes;

    private Watchtower(Pager pager, String address, String alertmanager, List<Process> processes) {
        this.pager = pager;
        this.address = address;
        this.alertmanager = alertmanager;
        this.processes = processes;
    }

    /// Whether both are on this machine.
    static boolean isHere() {
        return program("prometheus").isPresent()
                && program("prometheus-alertmanager")
                        .filter(program -> Files.exists(TEMPLATE) || Files.exists(unpacked(program)))
                        .isPresent();
    }

    private static Optional<Path> program(String name) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Where the template lies beside a program that was unpacked and not installed.
    private static Path unpacked(Path program) {
        return program.resolve("../../..").normalize().resolve(Path.of("/").relativize(TEMPLATE));
    }

    /// What comes before a command to let it find its template where it looks for it, which takes root.
    private static List<String> findingTemplate() {
        if (Files.exists(TEMPLATE)) {
            return List.of();
        }
        Path share = unpacked(program("prometheus-alertmanager").orElseThrow())
                .resolve("../../..")
                .normalize();
        return List.of(
                "unshare", "--mount", "sh", "-c", "mount --bind \"$0\" /usr/share && exec \"$@\"", share.toString());
    }

    /// Over what `castellan serve` tells of the cluster of a sandbox, which is begun and ended with it.
    ///
    /// @param options of serve
    static Watchtower over(Sandbox sandbox, String... options) throws IOException {
        String port = String.valueOf(FreePorts.next());
        List<String> words = new ArrayList<>(List.of("serve", "--port", port, "--every", "1s"));
        words.addAll(List.of(options));
        Process serving = sandbox.start(words.toArray(String[]::new));
        sandbox.run("monitoring", "write", "prometheus", "--port", port).succeeds();
        return open(sandbox.directory().resolve("prometheus"), serving);
    }

    private static Watchtower open(Path folder, Process serving) throws IOException {
        Pager pager = Pager.open();
        int prometheus = FreePorts.next();
        int alertmanager = FreePorts.next();
        quicken(folder, pager, alertmanager);
        List<String> command = new ArrayList<>(findingTemplate());
        command.addAll(List.of(
                "prometheus-alertmanager",
                "--config.file=alertmanager.yml",
                "--storage.path=alerts",
                "--cluster.listen-address=",
                "--web.listen-address=127.0.0.1:" + alertmanager));
        Watchtower tower = new Watchtower(
                pager,
                "http://127.0.0.1:" + prometheus,
                "http://127.0.0.1:" + alertmanager,
                List.of(
                        serving,
                        start(
                                folder,
                                "prometheus",
                                List.of(
                                        "prometheus",
                                        "--config.file=prometheus.yml",
                                        "--storage.tsdb.path=data",
                                        "--web.listen-address=127.0.0.1:" + prometheus)),
                        start(folder, "alertmanager", command)));
        Sandbox.eventually(
                "Prometheus is ready",
                READY,
                () -> get(tower.address + "/-/ready").contains("Ready"));
        Sandbox.eventually(
                "Alertmanager is ready",
                READY,
                () -> get(tower.alertmanager + "/-/ready").equals("OK"));
        return tower;
    }

    private static void quicken(Path folder, Pager pager, int alertmanager) throws IOException {
        edit(folder.resolve("prometheus.yml"), Map.of("15s", "1s", "127.0.0.1:9093", "127.0.0.1:" + alertmanager));
        edit(
                folder.resolve("alertmanager.yml"),
                Map.of(
                        "group_wait: 30s",
                        "group_wait: 1s",
                        "group_interval: 5m",
                        "group_interval: 1s",
                        "- name: nobody",
                        "- name: nobody\n    webhook_configs: [{url: \"" + pager.address() + "\"}]"));
        shorten(folder.resolve("rules"), "brokers", Map.of("for: 1m", "for: 2s", "for: 2m", "for: 2s", "[5m]", "[5s]"));
        shorten(folder.resolve("rules"), "disks", Map.of("for: 10m", "for: 2s", "for: 5m", "for: 2s"));
        shorten(folder.resolve("rules"), "lag", Map.of("for: 5m", "for: 2s"));
        shorten(folder.resolve("rules"), "certificates", Map.of("for: 1h", "for: 2s"));
        shorten(folder.resolve("rules"), "connect", Map.of("for: 1m", "for: 2s"));
    }

    private static void shorten(Path rules, String name, Map<String, String> waits) throws IOException {
        edit(rules.resolve("castellan-" + name + ".yml"), new TreeMap<>(waits));
    }

    private static void edit(Path file, Map<String, String> changes) throws IOException {
        String text = Files.readString(file);
        for (Map.Entry<String, String> change : changes.entrySet()) {
            assertThat(text).contains(change.getKey());
            text = text.replace(change.getKey(), change.getValue());
        }
        SafeFiles.write(file, text);
    }

    private static Process start(Path folder, String name, List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
    }

    /// Whom Alertmanager tells.
    Pager pager() {
        return pager;
    }

    /// Waits until the receiver is told of an alert about a node, a group, a name or a connector.
    void firing(String alert, String subject) {
        Sandbox.eventually(alert + " arrives", LATER, () -> pager.says(alert, subject, "firing"));
    }

    /// Waits until the receiver is told that it is over.
    void resolved(String alert, String subject) {
        Sandbox.eventually(alert + " is over", LATER, () -> pager.says(alert, subject, "resolved"));
    }

    /// The values that a query brings.
    List<String> asked(String query) {
        return results(query)
                .map(result -> result.path("value").path(1).asString(""))
                .toList();
    }

    /// The names of alerts that a query brings.
    List<String> alerts(String query) {
        return results(query)
                .map(result -> result.path("metric").path("alertname").asString(""))
                .toList();
    }

    /// The names of alerts that Alertmanager knows and that are not over.
    List<String> active() {
        String answer = get(alertmanager + "/api/v2/alerts");
        return answer.isEmpty()
                ? List.of()
                : MAPPER.readTree(answer)
                        .valueStream()
                        .map(alert -> alert.path("labels").path("alertname").asString(""))
                        .distinct()
                        .toList();
    }

    private Stream<JsonNode> results(String query) {
        String answer = get(address + "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        return answer.isEmpty()
                ? Stream.of()
                : MAPPER.readTree(answer).path("data").path("result").valueStream();
    }

    /// What the workers of Kafka Connect of a cluster count, as Prometheus would be told.
    static String ofWorkers(Sandbox sandbox, String cluster) {
        sandbox.run("monitoring", "write", "told").succeeds();
        Path targets = sandbox.directory().resolve("told/targets/kafka-" + cluster + ".yml");
        return Monitoring.listed(Sandbox.text(targets)).entrySet().stream()
                .filter(agent -> agent.getValue().startsWith("connect-"))
                .map(agent -> get("http://" + agent.getKey() + "/metrics"))
                .collect(Collectors.joining());
    }

    /// Nothing where nobody listens yet.
    static String get(String uri) {
        return send(HttpRequest.newBuilder(URI.create(uri)));
    }

    static String send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString())
                    .body();
        } catch (ConnectException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        for (Process process : processes) {
            process.destroyForcibly().onExit().join();
        }
        pager.close();
    }
}
