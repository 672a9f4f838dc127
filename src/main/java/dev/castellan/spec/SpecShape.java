package dev.castellan.spec;

import dev.castellan.spec.Shape.Choice;
import dev.castellan.spec.Shape.Emptiness;
import dev.castellan.spec.Shape.Field;
import dev.castellan.spec.Shape.Fields;
import dev.castellan.spec.Shape.ListOf;
import dev.castellan.spec.Shape.MapOf;
import dev.castellan.spec.Shape.OneOf;
import dev.castellan.spec.Shape.Text;
import dev.castellan.spec.Shape.Whole;
import java.util.List;
import java.util.stream.Stream;

/// The shape of `cluster.yaml`, version 1.
final class SpecShape {
    private static final Shape NAME =
            new Text("a name of letters, digits, '-' and '_'", "[A-Za-z0-9][A-Za-z0-9_-]{0,62}");
    private static final Shape VERSION = new Text("a Kafka version such as 4.3.1", "\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    private static final Shape PATH = new Text("a path", "[^\\x00-\\x1f\\x7f]+");
    private static final Shape VALUE = new Text("a value", "[\\s\\S]*");
    private static final Shape HEAP = new Text("a size such as 512m or 2g", "[1-9]\\d{0,5}[mMgG]");
    private static final Shape SPAN = new Text("a length of time such as 30s, 10m or 1h", "[1-9]\\d{0,4}[smh]");
    private static final Shape PORT = new Whole(1, 65535);
    private static final Shape HOST =
            new Text("a host name or address", "[A-Za-z0-9]([A-Za-z0-9._-]{0,252})|[0-9a-fA-F:]*:[0-9a-fA-F:.]*");
    private static final Shape NODE_ID = new Whole(0, Integer.MAX_VALUE);
    private static final Shape ROLE = new Choice(List.of("broker", "controller", "both"));

    private static final Fields KAFKA = new Fields(List.of(
            new Field("version", VERSION, "The Kafka release."),
            new Field("from", PATH, "A local Kafka tarball or unpacked directory, instead of Maven artefacts."),
            new Field("soak", SPAN, "How long the first node of another release is watched before the others follow."),
            new Field(
                    "on-failure",
                    choice(KafkaSource.OnFailure.values()),
                    "halt: a change of the release that does not succeed stops as it is; revert: it goes back.")));

    private static final Fields NODE = new Fields(List.of(
            new Field("id", NODE_ID, "Kafka's node.id; unique in the cluster."),
            new Field(
                    "roles",
                    new OneOf(List.of(ROLE, new ListOf(new Choice(List.of("broker", "controller"))))),
                    "What the node does; both by default."),
            new Field("rack", new Text("a rack name", "\\S+"), "The failure domain, Kafka's broker.rack."),
            new Field("directories", new ListOf(PATH), "Data directories, Kafka's log.dirs."),
            new Field("port", PORT, "The port clients use; chosen free by default, then kept."),
            new Field(
                    "node-port",
                    PORT,
                    "The port that brokers use among themselves, with TLS; found like the other two."),
            new Field("controller-port", PORT, "The port of the controller quorum; chosen free by default, then kept."),
            new Field("heap", HEAP, "The heap of this node's JVM."),
            new Field("host", HOST, "The machine this node lives on, as ssh takes it."),
            new Field("advertise", HOST, "What clients and other nodes call this node, where that is not its host."),
            new Field("certificate", PATH, "This node's certificate with its chain, in PEM, where you bring your own."),
            new Field("key", PATH, "The private key for that certificate, in PEM.")));

    private static final Fields AUTHORITY = new Fields(List.of(
            new Field("certificate", PATH, "The authority's certificate, then its chain up to the root, in PEM."),
            new Field("key", PATH, "The authority's private key in PEM; without it Castellan signs nothing.")));

    private static final Fields CERTIFICATES = new Fields(
            List.of(new Field("authority", AUTHORITY, "A certificate authority of yours, instead of the cluster's.")));

    private static final Fields SSH = new Fields(List.of(
            new Field("user", new Text("a user name", "[A-Za-z0-9_][A-Za-z0-9_.-]{0,31}"), "Who logs in."),
            new Field("port", PORT, "Where sshd listens."),
            new Field("key", PATH, "A private key's file; by default what ssh finds by itself."),
            new Field("config", PATH, "An ssh_config file to use instead of ~/.ssh/config."),
            new Field("sudo", choice(HostsSpec.Sudo.values()), "Whether sudo asks for a password; none by default.")));

    private static final Fields COUNTS = new Fields(List.of(
            new Field("brokers", new Whole(1, 999), "Nodes that are brokers only."),
            new Field("controllers", new Whole(1, 99), "Nodes that are controllers only.")));

    private static final Fields TOPIC = new Fields(List.of(
            new Field("partitions", new Whole(1, 100_000), "How many partitions; 1 by default."),
            new Field("replication-factor", new Whole(1, 999), "Copies of each partition; 3, or as many as brokers."),
            new Field("brokers", new ListOf(NODE_ID), "The only brokers that hold it, by id; all by default."),
            new Field("config", new MapOf(VALUE, Emptiness.REFUSED), "Topic properties by Kafka's names.")));

    private static final Fields DRILL = new Fields(List.of(
            new Field(
                    "nodes-at-once", new Whole(1, 999), "How many nodes a drill may take away at once; 1 by default."),
            new Field(
                    "faults",
                    new ListOf(new Text("a kind of fault such as kill-leader", "[a-z]+(-[a-z]+)*")),
                    "The only kinds of faults that a drill may choose; all by default."),
            new Field("spare", new ListOf(NODE_ID), "Nodes that a drill does nothing to, by id.")));

    private static final Fields AGENTS = new Fields(List.of(
            new Field("agent", PORT, "On hosts: the port of the agent of the first node of each host."),
            new Field("open", PORT, "The same, told to whoever reaches that port.")));

    private static final Fields MONITORING = new Fields(List.of(
            new Field("install", choice(MonitoringSpec.Install.values()), "What is installed; none by default."),
            new Field("host", HOST, "Whose machine it shares, one of those of the nodes; the first one's by default."),
            new Field("port", PORT, "Where Prometheus listens; 9090 by default."),
            new Field("alertmanager-port", PORT, "Where Alertmanager listens; 9193 by default."),
            new Field(
                    "serve",
                    PORT,
                    "Where castellan serve is reached on 127.0.0.1 of that host; not at all by default."),
            new Field(
                    "names",
                    new ListOf(choice(Dialect.values())),
                    "Whose names metrics are to have too; none by default.")));

    private static final Shape TRUTH = new Text("true or false", "true|false");

    /// What Kafka takes for a topic's name, or the beginning of one.
    private static final Shape TOPICS =
            new Text("a topic, or the beginning of names and a *", "\\*|[A-Za-z0-9._-]{1,249}\\*?");

    private static final Shape NAMES =
            new Text("a name, or the beginning of names and a *", "\\*|[^*\\x00-\\x1f\\x7f]+\\*?");
    private static final Shape OPERATIONS = new ListOf(new Choice(
            Stream.of(Acl.Operation.values()).map(Acl.Operation::text).toList()));
    private static final Shape WHOLE_QUOTA = new Text("a whole number above 0", "-?\\d{1,15}");
    private static final Shape QUOTA = new Text("a number above 0", "-?\\d{1,15}(\\.\\d{1,9})?");

    private static final Fields ACL = new Fields(List.of(
            new Field("allow", OPERATIONS, "What the user may do; or say deny."),
            new Field("deny", OPERATIONS, "What the user may not do, whatever else allows it."),
            new Field("topic", TOPICS, "The topic it is about, or the beginning of names and a *."),
            new Field("group", NAMES, "The group it is about, or the beginning of names and a *."),
            new Field("transactional-id", NAMES, "The transactional id it is about, or the beginning of ids and a *."),
            new Field("cluster", new Choice(List.of("kafka-cluster")), "The cluster; Kafka calls it kafka-cluster."),
            new Field("delegation-token", NAMES, "The delegation token it is about, or the beginning of ids and a *."),
            new Field("user", new Text("User: and a name, or *", "\\*|User:[^*\\s]+\\*?"), "The user it is about."),
            new Field(
                    "host",
                    new Text("an address, or *", "\\*|[0-9.]+|[0-9a-fA-F:.]+"),
                    "Where the user connects from.")));

    private static final Fields QUOTAS = new Fields(List.of(
            new Field("producer_byte_rate", WHOLE_QUOTA, "Bytes a second that it may write to each broker."),
            new Field("consumer_byte_rate", WHOLE_QUOTA, "Bytes a second that it may read from each broker."),
            new Field("request_percentage", QUOTA, "Time of each broker's threads, in percent of one thread."),
            new Field("controller_mutation_rate", QUOTA, "Partitions a second that it may create or delete.")));

    private static final Fields USER = new Fields(List.of(
            new Field("auth", choice(UserSpec.Auth.values()), "How the user logs in; scram by default."),
            new Field("produce", new ListOf(TOPICS), "Topics it writes to, or beginnings of names and a *."),
            new Field("consume", new ListOf(TOPICS), "Topics it reads, or beginnings of names and a *."),
            new Field("groups", new ListOf(NAMES), "Groups it may use; those that begin with its name by default."),
            new Field(
                    "streams",
                    new Text("an application.id of letters, digits and . _ -", "[A-Za-z0-9._-]{1,200}"),
                    "The application.id of a Kafka Streams application."),
            new Field("admin", TRUTH, "Whether it may do everything."),
            new Field("acls", new ListOf(ACL, Shape.Remains.DROPPED), "Further ACLs, one by one."),
            new Field("quota", QUOTAS, "How much it may use, by Kafka's names.")));

    private static final Fields WORKER = new Fields(List.of(
            new Field("id", NODE_ID, "The worker's number; unique among workers."),
            new Field("host", HOST, "On hosts: the machine it lives on, that of a node or one of its own."),
            new Field("port", PORT, "The port of its REST interface; chosen free by default, then kept."),
            new Field("heap", HEAP, "The heap of this worker's JVM.")));

    private static final Fields CONNECT = new Fields(List.of(
            new Field(
                    "workers",
                    new OneOf(List.of(new Whole(1, 99), new ListOf(WORKER))),
                    "How many workers of Kafka Connect, or each of them; 1 by default."),
            new Field(
                    "plugins",
                    new MapOf(PATH, Emptiness.REFUSED),
                    "What workers can run, by name: Maven coordinates, an archive, a jar or a directory."),
            new Field(
                    "heap", HEAP, "The heap of every worker's JVM; by default 512m, on hosts what suits their memory."),
            new Field("config", new MapOf(VALUE, Emptiness.REFUSED), "Worker properties by Connect's names.")));

    /// What a connector is given.
    static final Shape CONNECTOR_CONFIG = new MapOf(VALUE, Emptiness.REFUSED);

    /// A connector as Connect's REST interface takes it.
    static final Fields CONNECTOR_FILE = new Fields(List.of(
            new Field("name", VALUE, "The connector's name."),
            new Field("config", CONNECTOR_CONFIG, "What it is given.")));

    private static final Fields CONNECTOR = new Fields(List.of(
            new Field("file", PATH, "What the connector is given, in a JSON file as Connect takes it."),
            new Field("config", CONNECTOR_CONFIG, "What the connector is given, by its own names."),
            new Field("state", choice(ConnectorSpec.State.values()), "What it does; running by default.")));

    private static final Shape PATTERN =
            new Text("a name, or a regular expression without commas: clicks.*", "[^,\\s]+");

    private static final Fields MIRROR = new Fields(List.of(
            new Field(
                    "bootstrap",
                    new Text("addresses: host:port,host:port", "[^,\\s]+:\\d{1,5}(,[^,\\s]+:\\d{1,5})*"),
                    "Where the source's brokers listen."),
            new Field("cluster", NAME, "The source's name, where Castellan keeps it on this machine."),
            new Field(
                    "user",
                    new Text("a user's name", UserRules.NAME),
                    "A user of that cluster, as whom the mirror logs in where it is locked."),
            new Field("topics", new ListOf(PATTERN), "Topics of the source that are copied, by name or pattern."),
            new Field("groups", new ListOf(PATTERN), "Groups whose offsets are translated; all by default."),
            new Field(
                    "naming",
                    new Choice(Stream.of(MirrorSpec.Naming.values())
                            .map(MirrorSpec.Naming::text)
                            .toList()),
                    "default: copies are called east.orders; identity: they are called as at the source."),
            new Field("config", CONNECTOR_CONFIG, "Further properties of MirrorMaker, by its own names."),
            new Field("state", choice(ConnectorSpec.State.values()), "What the mirror does; running by default.")));

    private static final Field ALL_TOPICS = new Field("topics", new MapOf(TOPIC, Emptiness.ALLOWED), "Topics by name.");
    private static final Field ALL_USERS =
            new Field("users", new MapOf(USER, Emptiness.ALLOWED), "Users by name, with what they may do.");

    private static final Field TEMPLATES = new Field(
            TopicTemplates.FIELD,
            new MapOf(TOPIC, Emptiness.REFUSED),
            "Fields for topics whose name matches: events-*.");

    /// What a file that is included may hold.
    static final Fields INCLUDED = new Fields(List.of(TEMPLATES, ALL_TOPICS, ALL_USERS));

    static final Fields ROOT = new Fields(List.of(
            new Field("name", NAME, "The cluster's name on this machine."),
            new Field("kafka", new OneOf(List.of(VERSION, KAFKA)), "The Kafka release, or where to take it from."),
            new Field(
                    "target",
                    choice(TargetKind.values()),
                    "Where the nodes live; hosts where nodes have addresses, else this machine."),
            new Field(
                    "security",
                    choice(Security.values()),
                    "tls: TLS, SCRAM passwords and ACLs, the default on hosts; none: whoever reaches a port is in; both: on the"
                            + " way from none to tls, clients come either way."),
            new Field("certificates", CERTIFICATES, "Certificates that you bring; Castellan makes its own otherwise."),
            new Field(
                    "nodes",
                    new OneOf(List.of(new Whole(1, 999), COUNTS, new ListOf(new OneOf(List.of(HOST, NODE))))),
                    "How many nodes, or each of them: its host, or its fields."),
            new Field(
                    "quorum",
                    new Choice(
                            Stream.of(QuorumKind.values()).map(QuorumKind::text).toList()),
                    "static: controllers stand in every node's properties, as in clusters made before Kafka 3.9; dynamic by"
                            + " default."),
            new Field(
                    "retire",
                    new ListOf(NODE_ID),
                    "Nodes that are to leave, by id; they stay under nodes until they are gone."),
            new Field(
                    "rebalance",
                    new Choice(Stream.of(MembersSpec.Rebalance.values())
                            .map(MembersSpec.Rebalance::text)
                            .toList()),
                    "What moves to brokers that are new: their share, all evenly, or nothing; new-brokers by default."),
            new Field("ssh", SSH, "How hosts are reached; what is not said here is ~/.ssh/config's to say."),
            new Field("java", choice(HostsSpec.Java.values()), "Whether a missing Java is installed on hosts."),
            new Field("etc-hosts", choice(HostsSpec.EtcHosts.values()), "Whether /etc/hosts lists all nodes."),
            new Field(
                    "heap",
                    HEAP,
                    "The heap of every node's JVM; 512m on this machine, a quarter of the memory on hosts."),
            new Field("jvm", new ListOf(new Text("a JVM flag", "-\\S+")), "Further JVM flags of every node."),
            new Field(
                    "metrics",
                    new OneOf(List.of(choice(Metrics.values()), AGENTS)),
                    "agent: every node's JVM tells Prometheus what it counts; open: without TLS and a password too."),
            new Field("monitoring", MONITORING, "A Prometheus and an Alertmanager for a cluster on hosts."),
            new Field(
                    "lag-objectives",
                    new MapOf(SPAN, Emptiness.REFUSED),
                    "How far groups may be behind, by name or the beginning of names and a *; 5m by default."),
            new Field("config", new MapOf(VALUE, Emptiness.REFUSED), "Broker properties by Kafka's names."),
            new Field(
                    "plugin-config",
                    new MapOf(VALUE, Emptiness.REFUSED),
                    "Broker properties that belong to plugins; passed on unchecked."),
            new Field(
                    "include",
                    new ListOf(new Text("a file, or a pattern of files: topics/*.yaml", "\\S.*")),
                    "Further files with topics and users."),
            new Field(
                    Variables.FIELD,
                    new MapOf(VALUE, Emptiness.REFUSED),
                    "Values by name, for ${name} in this file and those it includes."),
            TEMPLATES,
            ALL_TOPICS,
            ALL_USERS,
            new Field(
                    "prune",
                    new OneOf(List.of(TRUTH, new ListOf(choice(ClusterSpec.Kind.values())))),
                    "What is deleted where it stands nowhere here: topics, users with ACLs and quotas, connectors,"
                            + " or true for all."),
            new Field(
                    "move-rate",
                    new Whole(1, 100_000),
                    "How much a broker sends and takes while replicas move, in MiB a second; 50 by default."),
            new Field(
                    "max-unavailable",
                    new Text("a number above 0, or all", "[1-9]\\d{0,2}|all"),
                    "How many nodes restart at once where no partition goes below its min.insync.replicas, or all for"
                            + " as many as can; 1 by default."),
            new Field("connect", CONNECT, "Workers of Kafka Connect, and the plugins that they have."),
            new Field("connectors", new MapOf(CONNECTOR, Emptiness.REFUSED), "Connectors by name."),
            new Field(
                    "mirrors",
                    new MapOf(MIRROR, Emptiness.REFUSED),
                    "Other clusters that this one keeps copies of, by the names that they have here."),
            new Field("drill", DRILL, "How much of a cluster on hosts a failure drill may hit.")));

    private static Choice choice(Enum<?>[] words) {
        return new Choice(Stream.of(words).map(Enum::name).toList());
    }

    private SpecShape() {}
}
