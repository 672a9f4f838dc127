package dev.castellan.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a person does without Castellan, with the files Castellan wrote: Kafka's own classes, one JVM a step.
final class ByHand {
    /// The defaults of `kafka-run-class.sh` in Kafka 4.
    static final List<String> STOCK = List.of(
            "-server",
            "-XX:+UseG1GC",
            "-XX:MaxGCPauseMillis=20",
            "-XX:InitiatingHeapOccupancyPercent=35",
            "-XX:+ExplicitGCInvokesConcurrent",
            "-Djava.awt.headless=true",
            "-Dcom.sun.management.jmxremote=true",
            "-Dcom.sun.management.jmxremote.authenticate=false",
            "-Dcom.sun.management.jmxremote.ssl=false");

    private final Workbench bench;
    private final SortedMap<Path, String> files = new TreeMap<>();
    private final List<List<String>> castellansOwn = new ArrayList<>();
    private final List<Path> nodes = new ArrayList<>();

    /// Takes the files and the commands of a cluster that Castellan has just started.
    ByHand(Workbench bench) throws IOException {
        this.bench = bench;
        for (ProcessHandle process : bench.nodes()) {
            List<String> command =
                    new ArrayList<>(List.of(process.info().command().orElseThrow()));
            command.addAll(List.of(process.info().arguments().orElseThrow()));
            castellansOwn.add(command);
            Path node = folder(command);
            nodes.add(node);
            for (String name : List.of("server.properties", "jvm.options", "log4j.properties")) {
                files.put(node.resolve(name), Files.readString(node.resolve(name)));
            }
        }
        if (nodes.size() != 3) {
            throw new IllegalStateException("three nodes should run, but there are " + nodes.size());
        }
    }

    /// Boots the formatted nodes with exactly the commands Castellan uses; formatting them is not measured.
    double boot() throws Exception {
        prepare();
        format();
        return boot(castellansOwn);
    }

    /// From nothing to a proven cluster with the stock tools and their stock flags.
    double everything() throws Exception {
        prepare();
        long begun = System.nanoTime();
        format();
        boot(castellansOwn.stream().map(this::stock).toList());
        String[] server = {"--bootstrap-server", address(nodes.getFirst(), "CLIENT")};
        tool("256M", "", "org.apache.kafka.tools.TopicCommand", server, "--create", "--topic", "proof");
        tool("512M", "proof\n", "org.apache.kafka.tools.ConsoleProducer", server, "--topic", "proof");
        tool(
                "512M",
                "",
                "org.apache.kafka.tools.consumer.ConsoleConsumer",
                server,
                "--topic",
                "proof",
                "--from-beginning",
                "--max-messages",
                "1");
        return Workbench.since(begun);
    }

    double listTopics() throws Exception {
        return tool("256M", "", "org.apache.kafka.tools.TopicCommand", new String[] {"--list"}, bootstrap());
    }

    /// In a JVM with Kafka's jars, which this one has not.
    void createGroups() throws Exception {
        String classes = Path.of("target/bench").toAbsolutePath() + ":" + classPath();
        bench.run(
                List.of(
                        castellansOwn.getFirst().getFirst(),
                        "-cp",
                        classes,
                        RealGroups.class.getName(),
                        bootstrap()[1]),
                "");
    }

    double describeGroups() throws Exception {
        return tool(
                "512M",
                "",
                "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand",
                new String[] {"--describe", "--all-groups"},
                bootstrap());
    }

    /// Kafka's own tool writes so many records to a new topic.
    ///
    /// @return the seconds that its rate stands for; starting its JVM is no part of it
    double produce(String topic, int records, int bytes) throws Exception {
        String server = bootstrap()[1];
        castellansTopic(topic);
        tool(
                "512M",
                "",
                "org.apache.kafka.tools.ProducerPerformance",
                new String[] {"--topic", topic, "--num-records", String.valueOf(records)},
                "--record-size",
                String.valueOf(bytes),
                "--throughput",
                "-1",
                "--producer-props",
                "bootstrap.servers=" + server,
                "acks=all");
        return records / bench.lastNumber("([0-9.]+) records/sec");
    }

    private void castellansTopic(String topic) throws Exception {
        bench.castellan("topics", "create", topic, "--partitions", "6", "--bootstrap", bootstrap()[1]);
    }

    String[] bootstrap() {
        return new String[] {"--bootstrap-server", address(nodes.getFirst(), "CLIENT")};
    }

    private void prepare() throws Exception {
        bench.clear();
        for (Path node : nodes) {
            Files.createDirectories(node.resolve("data"));
            Files.createDirectories(node.resolve("logs"));
        }
        for (Map.Entry<Path, String> file : files.entrySet()) {
            Files.writeString(file.getKey(), file.getValue());
        }
    }

    private void format() throws Exception {
        List<String> voters = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            voters.add((i + 1) + "@" + address(nodes.get(i), "CONTROLLER") + ":" + id());
        }
        String cluster = id();
        for (Path node : nodes) {
            String[] properties = {"--config", node.resolve("server.properties").toString()};
            String quorum = String.join(",", voters);
            tool(
                    "256M",
                    "",
                    "kafka.tools.StorageTool",
                    new String[] {"format"},
                    with(properties, "--cluster-id", cluster, "--initial-controllers", quorum));
        }
    }

    private double boot(List<List<String>> commands) throws Exception {
        long begun = System.nanoTime();
        for (int i = 0; i < nodes.size(); i++) {
            bench.start(commands.get(i), nodes.get(i).resolve("logs/jvm.log"));
        }
        for (Path node : nodes) {
            Workbench.await(node.resolve("logs/server.log"), "Kafka Server started");
        }
        return Workbench.since(begun);
    }

    /// The same node with the flags of `kafka-server-start.sh`.
    private List<String> stock(List<String> own) {
        Path node = folder(own);
        List<String> command = new ArrayList<>(List.of(own.getFirst(), "-Xmx1G", "-Xms1G"));
        command.addAll(STOCK);
        own.stream().filter(word -> word.startsWith("-Dlog4j")).forEach(command::add);
        command.addAll(List.of(
                "-cp",
                classPath(),
                "kafka.Kafka",
                node.resolve("server.properties").toString()));
        return command;
    }

    private double tool(String heap, String input, String type, String[] first, String... then) throws Exception {
        List<String> command = new ArrayList<>(List.of(castellansOwn.getFirst().getFirst(), "-Xmx" + heap));
        command.addAll(STOCK);
        command.addAll(List.of("-cp", classPath(), type));
        command.addAll(List.of(first));
        command.addAll(List.of(then));
        return bench.run(command, input);
    }

    private String classPath() {
        return find(nodes.getFirst().resolve("jvm.options"), "(?m)^-cp\\s+\"?([^\"\\s]+)");
    }

    private String address(Path node, String listener) {
        return find(node.resolve("server.properties"), "(?m)^listeners=.*?" + listener + "://([^,\\s]+)");
    }

    private String find(Path file, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(files.getOrDefault(file, ""));
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in " + file);
        }
        return matcher.group(1);
    }

    /// The folder of a node is where its `server.properties`, the last word of its command, is.
    private static Path folder(List<String> command) {
        return Objects.requireNonNull(Path.of(command.getLast()).getParent());
    }

    private static String[] with(String[] some, String... more) {
        List<String> all = new ArrayList<>(List.of(some));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static String id() {
        UUID random = UUID.randomUUID();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(16)
                        .putLong(random.getMostSignificantBits() & Long.MAX_VALUE)
                        .putLong(random.getLeastSignificantBits())
                        .array());
    }
}
