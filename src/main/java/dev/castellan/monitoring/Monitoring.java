package dev.castellan.monitoring;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
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

    static final String PROMETHEUS = "prometheus.yml";

    private static final String ALERTMANAGER = "alertmanager.yml";

    /// Whom agents of a locked cluster let in.
    public static final String USER = "prometheus";

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
    /// @param key of agents that tell only who has one; empty where they tell everybody
    public record Wanted(String cluster, int port, SortedMap<String, String> agents, Optional<Key> key) {
        public Wanted {
            agents = Collections.unmodifiableSortedMap(new TreeMap<>(agents));
        }
    }

    /// What opens the agents of a locked cluster, which are asked over TLS.
    ///
    /// @param authorities whom to trust, as PEM
    /// @param password of the user [#USER]
    public record Key(String authorities, String password) {
        @Override
        public String toString() {
            return "***";
        }
    }

    /// Whose a file is.
    public enum Owner {
        /// Written anew each time.
        CASTELLAN,
        /// The same, and for nobody else to read.
        SECRET,
        /// Begun once, where there is none, and then the user's.
        USER
    }

    /// One file.
    ///
    /// @param path relative, with `/`
    public record File(String path, Owner owner, String text) {}

    public static List<File> files(Wanted wanted) {
        List<File> files = new ArrayList<>();
        String cluster = wanted.cluster();
        files.add(new File(
                PROMETHEUS, Owner.USER, resource(PROMETHEUS) + (wanted.key().isPresent() ? "\n" + job(cluster) : "")));
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
        files.add(served(cluster, OptionalInt.of(wanted.port())));
        files.addAll(ofNodes(cluster, wanted.agents(), wanted.key()));
        if (wanted.key().isEmpty()) {
            files.removeIf(file -> file.path().equals(locked(cluster)));
        } else {
            files.add(new File("scrape-" + cluster + ".yml", Owner.CASTELLAN, scrape(cluster)));
        }
        return List.copyOf(files);
    }

    /// What Prometheus is told when nodes come or go, or change their key: those that tell everybody are in one list,
    /// those that ask for a password in another. One of the two is empty.
    public static List<File> ofNodes(String cluster, SortedMap<String, String> agents, Optional<Key> key) {
        SortedMap<String, String> none = new TreeMap<>();
        File told = agents(cluster, key.isPresent() ? none : agents);
        File asked = new File(
                locked(cluster),
                Owner.CASTELLAN,
                agents(cluster, key.isPresent() ? agents : none).text());
        return Stream.concat(Stream.of(told, asked), opening(cluster, key)).toList();
    }

    private static Stream<File> opening(String cluster, Optional<Key> key) {
        return key.stream()
                .flatMap(known -> Stream.of(
                        new File(
                                authorities(cluster),
                                Owner.CASTELLAN,
                                HEAD + "\n" + known.authorities().strip() + "\n"),
                        new File(password(cluster), Owner.SECRET, passwordText(known.password()))));
    }

    /// The files of a [Key].
    public static List<String> ofKey(String cluster) {
        return List.of(authorities(cluster), password(cluster));
    }

    /// A password as its file has it.
    public static String passwordText(String password) {
        return password + "\n";
    }

    private static String authorities(String cluster) {
        return "agents/" + cluster + ".ca.pem";
    }

    private static String password(String cluster) {
        return "agents/" + cluster + ".password";
    }

    /// The list of agents that ask for a password.
    public static String locked(String cluster) {
        return "targets/locked-" + cluster + ".yml";
    }

    /// Lines of a job that opens the agents of a locked cluster.
    private static String protection(String cluster) {
        return """
                    scheme: https
                    tls_config: {ca_file: %s}
                    basic_auth: {username: %s, password_file: %s}
                """.formatted(authorities(cluster), USER, password(cluster));
    }

    /// The job that asks the agents of a locked cluster. Its label is that of the other agents.
    private static String job(String cluster) {
        return """
                  # The same of the cluster %s, which is locked.
                  - job_name: kafka-%s
                    file_sd_configs:
                      - files: ["%s"]
                    relabel_configs:
                      - {target_label: job, replacement: kafka}
                """.formatted(cluster, cluster, locked(cluster)) + protection(cluster);
    }

    private static String scrape(String cluster) {
        return HEAD + """

                # Agents of a locked cluster are asked by a job of their own. Where prometheus.yml does not have it, put the job
                # there, or have Prometheus 2.43 or newer read this file by a line of its own: scrape_config_files: [scrape-*.yml]
                scrape_configs:
                """ + job(cluster);
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

    /// A Prometheus that Castellan itself runs.
    ///
    /// @param serve where it reaches `castellan serve` on 127.0.0.1; empty where it does not
    /// @param alertmanager the port by which it finds its Alertmanager
    public record Installed(String cluster, OptionalInt serve, int alertmanager) {}

    /// The files of a Prometheus that Castellan itself runs: the same, as far as Prometheus and Alertmanager read them,
    /// but for what puts back what is changed in them, and the port by which the one finds the other.
    ///
    /// @param agents as `host:port`, by the names of the nodes
    /// @param key of agents that tell only who has one
    /// @return the text of each by its path, relative, with `/`
    public static SortedMap<String, String> installed(
            Installed wanted, SortedMap<String, String> agents, Optional<Key> key) {
        String cluster = wanted.cluster();
        SortedMap<String, String> files = new TreeMap<>();
        RULES.forEach(rules -> {
            String path = "rules/castellan-" + rules + ".yml";
            files.put(path, resource(path));
        });
        Stream.concat(Stream.of(served(cluster, wanted.serve()), agents(cluster, agents)), opening(cluster, key))
                .forEach(file -> files.put(file.path(), file.text()));
        files.put(ALERTMANAGER, resource(ALERTMANAGER));
        String begun = resource(PROMETHEUS);
        files.put(
                PROMETHEUS,
                HEAD + "\n"
                        + begun.substring(begun.indexOf("global:"))
                                .replace("127.0.0.1:9093", "127.0.0.1:" + wanted.alertmanager())
                        // The job of agents is the last one there.
                        + (key.isPresent() ? protection(cluster) : ""));
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
