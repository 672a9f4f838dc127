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
    private static final Shape PORT = new Whole(1, 65535);
    private static final Shape HOST =
            new Text("a host name or address", "[A-Za-z0-9]([A-Za-z0-9._-]{0,252})|[0-9a-fA-F:]*:[0-9a-fA-F:.]*");
    private static final Shape ROLE = new Choice(List.of("broker", "controller", "both"));

    private static final Fields KAFKA = new Fields(List.of(
            new Field("version", VERSION, "The Kafka release."),
            new Field("from", PATH, "A local Kafka tarball or unpacked directory, instead of Maven artefacts.")));

    private static final Fields NODE = new Fields(List.of(
            new Field("id", new Whole(0, Integer.MAX_VALUE), "Kafka's node.id; unique in the cluster."),
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
            new Field("advertise", HOST, "What clients and other nodes call this node, where that is not its host.")));

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
            new Field("config", new MapOf(VALUE, Emptiness.REFUSED), "Topic properties by Kafka's names.")));

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
                    "tls: TLS, SCRAM passwords and ACLs, the default on hosts; none: whoever reaches a port is in."),
            new Field(
                    "nodes",
                    new OneOf(List.of(new Whole(1, 999), COUNTS, new ListOf(new OneOf(List.of(HOST, NODE))))),
                    "How many nodes, or each of them: its host, or its fields."),
            new Field("ssh", SSH, "How hosts are reached; what is not said here is ~/.ssh/config's to say."),
            new Field("java", choice(HostsSpec.Java.values()), "Whether a missing Java is installed on hosts."),
            new Field("etc-hosts", choice(HostsSpec.EtcHosts.values()), "Whether /etc/hosts lists all nodes."),
            new Field(
                    "heap",
                    HEAP,
                    "The heap of every node's JVM; 512m on this machine, a quarter of the memory on hosts."),
            new Field("jvm", new ListOf(new Text("a JVM flag", "-\\S+")), "Further JVM flags of every node."),
            new Field("config", new MapOf(VALUE, Emptiness.REFUSED), "Broker properties by Kafka's names."),
            new Field(
                    "plugin-config",
                    new MapOf(VALUE, Emptiness.REFUSED),
                    "Broker properties that belong to plugins; passed on unchecked."),
            new Field("topics", new MapOf(TOPIC, Emptiness.ALLOWED), "Topics by name.")));

    private static Choice choice(Enum<?>[] words) {
        return new Choice(Stream.of(words).map(Enum::name).toList());
    }

    private SpecShape() {}
}
