package dev.castellan.monitoring;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The files of which Prometheus and Alertmanager learn about clusters. Pure.
public final class Monitoring {
    /// How each file begins that Castellan keeps.
    static final String MARK = "Written by Castellan;";

    static final String NOTE = MARK + " the next `castellan monitoring write` puts back what is changed here.";

    private static final String PROMETHEUS = "prometheus.yml";

    private static final String ALERTMANAGER = "alertmanager.yml";

    private static final String HEAD = "# " + NOTE;

    /// Each comes with its tests. What a cluster has not got trips no rule.
    private static final List<String> RULES = List.of(
            "quorum",
            "brokers",
            "partitions",
            "disks",
            "lag",
            "certificates",
            "keeping",
            "connect",
            "probe",
            "load",
            "zookeeper");

    /// The names under which others know the same metrics, for dashboards that were made for those.
    private static final List<String> NAMES = List.of("strimzi", "kafka-exporter");

    private static final Pattern AGENT =
            Pattern.compile("- targets: \\[\"([^\"]+)\"]\\s+labels: \\{[^}\\n]*node: \"([^\"]+)\"}");

    private Monitoring() {}

    /// One cluster.
    ///
    /// @param port where `castellan serve` tells its metrics
    /// @param agents where the Prometheus agents of nodes tell theirs, as `host:port`, by the names of the nodes
    public record Wanted(String cluster, int port, SortedMap<String, String> agents) {
        public Wanted {
            agents = Collections.unmodifiableSortedMap(new TreeMap<>(agents));
        }
    }

    /// Whose a file is.
    public enum Owner {
        /// Written anew each time.
        CASTELLAN,
        /// Begun once, where there is none, and then the user's.
        USER
    }

    /// One file.
    ///
    /// @param path relative, with `/`
    public record File(String path, Owner owner, String text) {}

    public static List<File> files(Wanted wanted) {
        List<File> files = new ArrayList<>();
        files.add(new File(PROMETHEUS, Owner.USER, resource(PROMETHEUS)));
        files.add(new File(ALERTMANAGER, Owner.USER, resource(ALERTMANAGER)));
        Stream.concat(
                        RULES.stream()
                                .flatMap(rules -> Stream.of(
                                        "rules/castellan-" + rules + ".yml",
                                        "rules/tests/castellan-" + rules + ".yml")),
                        NAMES.stream().flatMap(of -> Stream.of("names/" + of + ".yml", "names/tests/" + of + ".yml")))
                .forEach(path -> files.add(new File(path, Owner.CASTELLAN, resource(path))));
        Panels.dashboards()
                .forEach(dashboard -> files.add(new File(
                        "grafana/castellan-" + dashboard.name() + ".json",
                        Owner.CASTELLAN,
                        Dashboards.text(dashboard))));
        files.add(served(wanted.cluster(), OptionalInt.of(wanted.port())));
        files.add(agents(wanted.cluster(), wanted.agents()));
        return List.copyOf(files);
    }

    private static File served(String cluster, OptionalInt port) {
        return new File(
                "targets/castellan-" + cluster + ".yml",
                Owner.CASTELLAN,
                HEAD + "\n" + (port.isEmpty() ? "[]\n" : """
                - targets: ["127.0.0.1:%d"]
                  labels: {cluster_name: "%s"}
                """.formatted(port.getAsInt(), cluster)));
    }

    /// The files of a Prometheus that Castellan itself runs: the same, as far as Prometheus and Alertmanager read them,
    /// but for what puts back what is changed in them, and the port by which the one finds the other.
    ///
    /// @param serve where it reaches `castellan serve` on 127.0.0.1; empty where it does not
    /// @param agents those that it reaches, as `host:port`, by the names of the nodes
    /// @return the text of each by its path, relative, with `/`
    public static SortedMap<String, String> installed(
            String cluster, OptionalInt serve, SortedMap<String, String> agents, int alertmanager) {
        SortedMap<String, String> files = new TreeMap<>();
        RULES.forEach(rules -> {
            String path = "rules/castellan-" + rules + ".yml";
            files.put(path, resource(path));
        });
        Stream.of(served(cluster, serve), agents(cluster, agents)).forEach(file -> files.put(file.path(), file.text()));
        files.put(ALERTMANAGER, resource(ALERTMANAGER));
        String begun = resource(PROMETHEUS);
        files.put(
                PROMETHEUS,
                HEAD + "\n"
                        + begun.substring(begun.indexOf("global:"))
                                .replace("127.0.0.1:9093", "127.0.0.1:" + alertmanager));
        files.replaceAll((path, text) -> text.replace("`castellan monitoring write`", "`castellan apply`"));
        return files;
    }

    /// The list of agents. Empty where there are none: a file that stays would keep those of yesterday.
    ///
    /// @param agents as `host:port`, by the names of the nodes
    public static File agents(String cluster, SortedMap<String, String> agents) {
        StringBuilder text = new StringBuilder(HEAD).append('\n');
        agents.forEach((node, address) -> text.append("""
                - targets: ["%s"]
                  labels: {cluster_name: "%s", node: "%s"}
                """.formatted(address, cluster, node)));
        return new File(
                "targets/kafka-" + cluster + ".yml",
                Owner.CASTELLAN,
                agents.isEmpty() ? text.append("[]\n").toString() : text.toString());
    }

    /// What [#agents(String, SortedMap)] says: the names of nodes, by `host:port`.
    public static SortedMap<String, String> listed(String agents) {
        SortedMap<String, String> nodes = new TreeMap<>();
        Matcher matcher = AGENT.matcher(agents);
        while (matcher.find()) {
            nodes.put(matcher.group(1), matcher.group(2));
        }
        return nodes;
    }

    private static String resource(String name) {
        try (InputStream in = Monitoring.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing in Castellan");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
