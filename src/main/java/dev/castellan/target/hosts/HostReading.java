package dev.castellan.target.hosts;

import dev.castellan.kafka.config.PropertiesText;
import dev.castellan.kafka.config.ServerProperties;
import dev.castellan.target.CarriedFiles;
import dev.castellan.target.HostFacts;
import dev.castellan.target.Identity;
import dev.castellan.target.Manifest;
import dev.castellan.target.NodeCertificates;
import dev.castellan.target.NodeFacts;
import dev.castellan.target.PrometheusFacts;
import dev.castellan.target.WorkerFacts;
import dev.castellan.target.WorkerKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What `facts.sh` printed about one host, as records. Pure.
final class HostReading {

    private final Map<String, List<String>> said = new HashMap<>();
    private final String address;
    private final Instant asked;

    /// @param asked the moment at which the host read its clock, as the control machine's clock has it
    HostReading(String address, String output, Instant asked) {
        this.address = address;
        this.asked = asked;
        output.lines().forEach(line -> {
            int equals = line.indexOf('=', line.startsWith("meta:") || line.startsWith("bytes:") ? 5 : 0);
            if (equals > 0) {
                said.computeIfAbsent(line.substring(0, equals), key -> new ArrayList<>())
                        .add(line.substring(equals + 1));
            }
        });
    }

    /// A node that is being stopped is not running any more, and is in nobody's way: a start waits for its end. The
    /// same goes for the Prometheus of this cluster, and for workers that are told of elsewhere.
    private Map<Integer, String> listening(Set<Integer> elsewhere) {
        List<String> itself = Stream.of(
                        Stream.of(one("unit:MainPID")),
                        said.getOrDefault("prometheus:pid", List.of()).stream(),
                        elsewhere.stream().map(worker -> one("worker:" + worker + ":pid")))
                .flatMap(pids -> pids)
                .map(pid -> ", pid " + pid)
                .toList();
        Map<Integer, String> listening = new HashMap<>();
        words("listening").stream()
                .filter(words -> itself.stream().noneMatch(rest(words, 1)::endsWith))
                .forEach(words -> listening.put((int) number(words[0]), rest(words, 1)));
        return listening;
    }

    HostFacts host() {
        return host(Set.of());
    }

    /// @param elsewhere workers that are here and told of where they should not be: here they are in nobody's way
    HostFacts host(Set<Integer> elsewhere) {
        Map<String, HostFacts.Disk> disks = new HashMap<>();
        words("disk")
                .forEach(words -> disks.put(
                        words[0], new HostFacts.Disk(words[1], words[2], number(words[3]), number(words[4]))));
        Map<String, HostFacts.Peer> peers = new HashMap<>();
        words("peer").forEach(words -> peers.put(words[0], HostFacts.Peer.valueOf(words[1])));
        Map<String, Map<String, Long>> releases = new HashMap<>();
        words("jar")
                .forEach(words -> releases.computeIfAbsent(words[0], version -> new HashMap<>())
                        .put(words[2], number(words[1])));
        return new HostFacts(
                address,
                one("name"),
                one("machine-id"),
                new HashSet<>(List.of(one("os").strip().split("\\s+"))),
                one("os-name"),
                one("architecture"),
                (int) number(one("cores")),
                number(one("memory-kb")) * 1024,
                java(),
                said.getOrDefault("installer", List.of()).stream().findFirst(),
                number(one("now")) - asked.toEpochMilli(),
                listening(elsewhere),
                disks,
                new HostFacts.Kernel(
                        number(one("map-count")),
                        (int) number(one("swappiness")),
                        number(one("swap-kb")) * 1024,
                        one("huge-pages"),
                        number(one("open-files")),
                        one("clock").equals("yes")),
                firewall(),
                peers,
                said.getOrDefault("foreign", List.of()),
                releases,
                new HashSet<>(said.getOrDefault("store", List.of()).stream()
                        .map(name -> name.replace(".jar", ""))
                        .toList()),
                storage(),
                said.containsKey("openssl"),
                said.containsKey("prepared"));
    }

    private Map<String, HostFacts.Storage> storage() {
        Map<String, HostFacts.Storage> storage = new HashMap<>();
        files("meta:").forEach((directory, text) -> {
            Map<String, String> meta = PropertiesText.read(text);
            storage.put(
                    directory,
                    new HostFacts.Storage(meta.getOrDefault("cluster.id", ""), meta.getOrDefault("node.id", "")));
        });
        return storage;
    }

    Optional<Identity> identity() {
        return text("identity").map(Identity::parse);
    }

    /// The node's own facts; empty when nothing of it is there.
    Optional<NodeFacts> node(int id) {
        if (!said.containsKey("installed")) {
            return Optional.empty();
        }
        Map<String, String> files = files("file:");
        Map<String, String> started = files("started:");
        List<String> directories = directories(files);
        return Optional.of(new NodeFacts(
                id,
                files,
                NodeFacts.releaseIn(files),
                clusterId(directories),
                isRunning()
                        ? Optional.of(new NodeFacts.Running(
                                number(one("unit:MainPID")),
                                Optional.of(asked.minus(Duration.ofSeconds(number(one("up-seconds"))))),
                                started,
                                NodeCertificates.of(text("at-start:certificate"), text("at-start:authorities")),
                                NodeCertificates.of(text("loaded:certificate"), text("loaded:authorities"))))
                        : Optional.empty(),
                said.containsKey("was-started")
                        ? Optional.of(new NodeFacts.Past(directories(started).stream()
                                .filter(directory ->
                                        clusterId(List.of(directory)).isEmpty())
                                .toList()))
                        : Optional.empty(),
                directories,
                directories.stream()
                        .mapToLong(directory -> number(one("bytes:" + directory)))
                        .sum(),
                text("manifest").map(Manifest::parse),
                new NodeCertificates(
                        text("certificate").orElse(""), text("authorities").orElse(""))));
    }

    /// Workers of Kafka Connect that are there, by id.
    ///
    /// @param host of the machine, as the spec calls it
    SortedMap<Integer, WorkerFacts> workers(String host) {
        SortedMap<Integer, WorkerFacts> workers = new TreeMap<>();
        said.keySet().stream()
                .filter(key -> key.matches("worker:\\d{1,9}:installed"))
                .map(key -> key.substring(0, key.length() - "installed".length()))
                .forEach(own -> {
                    int id = (int) number(own.replaceAll("\\D", ""));
                    Map<String, String> files = files(own + "file:");
                    if (said.containsKey(own + "incomplete")) {
                        files.remove(WorkerKeys.CERTIFICATE);
                    }
                    if (said.containsKey(own + "lost")) {
                        files.remove(CarriedFiles.FILE);
                    }
                    workers.put(id, new WorkerFacts(id, host, files, running(own)));
                });
        return workers;
    }

    /// Where workers live, as this machine remembers it.
    List<String> workerHosts() {
        return said.getOrDefault("worker-host", List.of());
    }

    PrometheusFacts prometheus() {
        return new PrometheusFacts(
                new HashSet<>(said.getOrDefault("prometheus:program", List.of())),
                said.containsKey("prometheus:ready")
                        ? PrometheusFacts.State.READY
                        : said.containsKey("prometheus:there")
                                ? PrometheusFacts.State.UNSETTLED
                                : PrometheusFacts.State.ABSENT,
                files("prometheus:file:"),
                text("prometheus:targets").map(PrometheusReading::targets).orElseGet(List::of));
    }

    private Optional<NodeFacts.Running> running(String worker) {
        return number(one(worker + "pid")) == 0
                ? Optional.empty()
                : Optional.of(new NodeFacts.Running(
                        number(one(worker + "pid")),
                        Optional.of(asked.minus(Duration.ofSeconds(number(one(worker + "up-seconds"))))),
                        files(worker + "started:"),
                        Optional.empty(),
                        Optional.empty()));
    }

    private boolean isRunning() {
        return one("unit:ActiveState").equals("active") && number(one("unit:MainPID")) > 0;
    }

    private static List<String> directories(Map<String, String> files) {
        String list = ServerProperties.in(files).getOrDefault("log.dirs", "");
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(directory -> !directory.isEmpty())
                .toList();
    }

    /// Present only when every directory is formatted, for one and the same cluster.
    private Optional<String> clusterId(List<String> directories) {
        List<String> ids = directories.stream()
                .map(directory -> PropertiesText.read(text("meta:" + directory).orElse(""))
                        .getOrDefault("cluster.id", ""))
                .distinct()
                .toList();
        return ids.size() == 1 && !ids.getFirst().isEmpty() ? Optional.of(ids.getFirst()) : Optional.empty();
    }

    private Map<String, String> files(String prefix) {
        Map<String, String> files = new HashMap<>();
        said.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .forEach(key -> text(key).ifPresent(text -> files.put(key.substring(prefix.length()), text)));
        return files;
    }

    private Optional<HostFacts.Java> java() {
        return words("java").stream()
                .filter(words -> words.length == 2 && words[1].matches("\\d.*"))
                .map(words -> new HostFacts.Java(words[0], feature(words[1])))
                .max(Comparator.comparingInt(HostFacts.Java::feature));
    }

    /// `17.0.15` is Java 17, `1.8.0_402` was Java 8.
    private static int feature(String version) {
        String[] parts = version.split("[.+_-]", -1);
        return (int) number(parts[0].equals("1") && parts.length > 1 ? parts[1] : parts[0]);
    }

    private HostFacts.Firewall firewall() {
        return switch (one("firewall")) {
            case "ufw" -> HostFacts.Firewall.UFW;
            case "firewalld" -> HostFacts.Firewall.FIREWALLD;
            default -> HostFacts.Firewall.NONE;
        };
    }

    private List<String[]> words(String key) {
        return said.getOrDefault(key, List.of()).stream()
                .map(line -> line.split(" ", -1))
                .toList();
    }

    private String one(String key) {
        List<String> lines = said.getOrDefault(key, List.of());
        return lines.isEmpty() ? "" : lines.getFirst();
    }

    private Optional<String> text(String key) {
        return said.containsKey(key)
                ? Optional.of(new String(Base64.getDecoder().decode(one(key)), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    private static long number(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    private static String rest(String[] words, int from) {
        return String.join(" ", Arrays.asList(words).subList(from, words.length));
    }
}
