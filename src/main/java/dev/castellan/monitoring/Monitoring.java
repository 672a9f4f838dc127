package dev.castellan.monitoring;

import dev.castellan.spec.Dialect;
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
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
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

    /// As it stands in the configuration that is begun.
    private static final String OWN_RULES = "  - rules/*.yml\n";

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

    private static final Pattern AGENT =
            Pattern.compile("- targets: \\[\"([^\"]+)\"]\\s+labels: \\{[^}\\n]*node: \"([^\"]+)\"}");

    private Monitoring() {}

    /// One cluster.
    ///
    /// @param agents where the Prometheus agents of nodes and workers tell their metrics, as `host:port`, by name
    /// @param key of agents that tell only who has one; empty where they tell everybody
    /// @param dialects in which metrics are to be told too
    public record Wanted(
            String cluster, SortedMap<String, String> agents, Optional<Key> key, SortedSet<Dialect> dialects) {
        public Wanted {
            agents = Collections.unmodifiableSortedMap(new TreeMap<>(agents));
            dialects = Collections.unmodifiableSortedSet(new TreeSet<>(dialects));
        }

        /// A cluster that tells everybody, by the usual names.
        public static Wanted open(String cluster, SortedMap<String, String> agents) {
            return new Wanted(cluster, agents, Optional.empty(), new TreeSet<>());
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

    /// @param port where `castellan serve` tells its metrics
    public static List<File> files(Wanted wanted, int port) {
        List<File> files = new ArrayList<>();
        String cluster = wanted.cluster();
        files.add(new File(
                PROMETHEUS, Owner.USER, configuration(wanted) + (wanted.key().isPresent() ? "\n" + job(cluster) : "")));
        files.add(new File(ALERTMANAGER, Owner.USER, resource(ALERTMANAGER)));
        Stream.concat(
                        RULES.stream()
                                .flatMap(rules -> Stream.of(
                                        "rules/castellan-" + rules + ".yml",
                                        "rules/tests/castellan-" + rules + ".yml")),
                        Stream.of(Dialect.values())
                                .flatMap(dialect -> Stream.of(names(dialect), "names/tests/" + file(dialect))))
                .forEach(path -> files.add(new File(path, Owner.CASTELLAN, resource(path))));
        Panels.dashboards()
                .forEach(dashboard -> files.add(new File(
                        "grafana/castellan-" + dashboard.name() + ".json",
                        Owner.CASTELLAN,
                        Dashboards.text(dashboard))));
        files.add(served(wanted, OptionalInt.of(port)));
        files.addAll(ofNodes(wanted));
        if (wanted.key().isEmpty()) {
            files.removeIf(file -> file.path().equals(locked(cluster)));
        } else {
            files.add(new File("scrape-" + cluster + ".yml", Owner.CASTELLAN, scrape(cluster)));
        }
        return List.copyOf(files);
    }

    /// What Prometheus is told when nodes come or go, or change their key: those that tell everybody are in one list,
    /// those that ask for a password in another. One of the two is empty.
    public static List<File> ofNodes(Wanted wanted) {
        String cluster = wanted.cluster();
        File all = agents(wanted);
        File none = agents(Wanted.open(cluster, new TreeMap<>()));
        boolean locked = wanted.key().isPresent();
        return Stream.concat(
                        Stream.of(
                                locked ? none : all,
                                new File(locked(cluster), Owner.CASTELLAN, (locked ? all : none).text())),
                        opening(cluster, wanted.key()))
                .toList();
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

    private static File served(Wanted wanted, OptionalInt port) {
        String cluster = wanted.cluster();
        return new File(
                "targets/castellan-" + cluster + ".yml",
                Owner.CASTELLAN,
                HEAD + "\n"
                        + (port.isEmpty()
                                ? "[]\n"
                                : """
                - targets: ["127.0.0.1:%d"]
                  labels: {cluster_name: "%s"%s}
                """.formatted(port.getAsInt(), cluster, labels(wanted, Strimzi.ofCluster(cluster)))));
    }

    /// The files of a Prometheus that Castellan itself runs: the same, as far as Prometheus and Alertmanager read them,
    /// but for what puts back what is changed in them, and the port by which the one finds the other.
    ///
    /// @param serve where it reaches `castellan serve` on 127.0.0.1; empty where it does not
    /// @param alertmanager the port by which it finds its Alertmanager
    /// @return the text of each by its path, relative, with `/`
    public static SortedMap<String, String> installed(Wanted wanted, OptionalInt serve, int alertmanager) {
        String cluster = wanted.cluster();
        SortedMap<String, String> files = new TreeMap<>();
        Stream.concat(
                        RULES.stream().map(rules -> "rules/castellan-" + rules + ".yml"),
                        wanted.dialects().stream().map(Monitoring::names))
                .forEach(path -> files.put(path, resource(path)));
        Stream.concat(Stream.of(served(wanted, serve), agents(wanted)), opening(cluster, wanted.key()))
                .forEach(file -> files.put(file.path(), file.text()));
        files.put(ALERTMANAGER, resource(ALERTMANAGER));
        String begun = configuration(wanted);
        files.put(
                PROMETHEUS,
                HEAD + "\n"
                        + begun.substring(begun.indexOf("global:"))
                                .replace("127.0.0.1:9093", "127.0.0.1:" + alertmanager)
                        // The job of agents is the last one there.
                        + (wanted.key().isPresent() ? protection(cluster) : ""));
        files.replaceAll((path, text) -> text.replace("`castellan monitoring write`", "`castellan apply`"));
        return files;
    }

    private static String configuration(Wanted wanted) {
        StringBuilder rules = new StringBuilder(OWN_RULES);
        wanted.dialects()
                .forEach(dialect -> rules.append("  - ").append(names(dialect)).append('\n'));
        return resource(PROMETHEUS).replace(OWN_RULES, rules);
    }

    /// The file of rules by which metrics are told in a dialect too.
    public static String names(Dialect dialect) {
        return "names/" + file(dialect);
    }

    private static String file(Dialect dialect) {
        return dialect.name().replace('_', '-') + ".yml";
    }

    /// The list of agents. Empty where there are none: a file that stays would keep those of yesterday.
    public static File agents(Wanted wanted) {
        String cluster = wanted.cluster();
        StringBuilder text = new StringBuilder(HEAD).append('\n');
        wanted.agents()
                .forEach((node, address) ->
                        text.append("""
                - targets: ["%s"]
                  labels: {cluster_name: "%s"%s, node: "%s"}
                """.formatted(address, cluster, labels(wanted, Strimzi.of(cluster, node)), node)));
        return new File(
                "targets/kafka-" + cluster + ".yml",
                Owner.CASTELLAN,
                wanted.agents().isEmpty() ? text.append("[]\n").toString() : text.toString());
    }

    private static String labels(Wanted wanted, SortedMap<String, String> labels) {
        StringBuilder text = new StringBuilder();
        if (wanted.dialects().contains(Dialect.strimzi)) {
            labels.forEach((name, value) -> text.append(", %s: \"%s\"".formatted(name, value)));
        }
        return text.toString();
    }

    /// What [#agents(Wanted)] says: the names of nodes, by `host:port`.
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
