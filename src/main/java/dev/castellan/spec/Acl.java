package dev.castellan.spec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One rule of Kafka's about a user: it may, or may not, do one thing to one resource, or to all whose names begin so.
///
/// @param name of the resource; with [Match#PREFIXED] the beginning of it, else `*` stands for all of them
/// @param host where the user connects from; [#ANYWHERE] for any
public record Acl(Permission permission, Operation operation, Resource resource, Match match, String name, String host)
        implements Comparable<Acl> {
    public static final String ANYWHERE = "*";

    /// How a spec and Kafka write "all of them".
    private static final String ALL = "*";

    private static final Comparator<Acl> ORDER = Comparator.comparing(Acl::resource)
            .thenComparing(Acl::name)
            .thenComparing(Acl::match)
            .thenComparing(Acl::permission)
            .thenComparing(Acl::host)
            .thenComparing(Acl::operation);

    /// Whether a rule gives or takes.
    public enum Permission {
        ALLOW,
        DENY
    }

    /// Whether a name is meant as it is.
    public enum Match {
        LITERAL,
        PREFIXED
    }

    /// What may be done, by the names that Kafka's own tools use.
    public enum Operation {
        ALL("All"),
        READ("Read"),
        WRITE("Write"),
        CREATE("Create"),
        DELETE("Delete"),
        ALTER("Alter"),
        DESCRIBE("Describe"),
        CLUSTER_ACTION("ClusterAction"),
        DESCRIBE_CONFIGS("DescribeConfigs"),
        ALTER_CONFIGS("AlterConfigs"),
        IDEMPOTENT_WRITE("IdempotentWrite"),
        CREATE_TOKENS("CreateTokens"),
        DESCRIBE_TOKENS("DescribeTokens"),
        TWO_PHASE_COMMIT("TwoPhaseCommit");

        private final String text;

        Operation(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }

        static Operation of(String text) {
            return Stream.of(values())
                    .filter(operation -> operation.text.equals(text))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /// What it may be done to, by the names of the spec's fields.
    public enum Resource {
        TOPIC("topic"),
        GROUP("group"),
        TRANSACTIONAL_ID("transactional-id"),
        CLUSTER("cluster"),
        DELEGATION_TOKEN("delegation-token"),
        USER("user");

        private final String text;

        Resource(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }

        static Optional<Resource> of(String text) {
            return Stream.of(values())
                    .filter(resource -> resource.text.equals(text))
                    .findFirst();
        }
    }

    /// A rule about what a spec calls `orders`, `orders-*` or `*`.
    static Acl of(Permission permission, Operation operation, Resource resource, String pattern, String host) {
        boolean prefix = pattern.endsWith(ALL) && !pattern.equals(ALL);
        return new Acl(
                permission,
                operation,
                resource,
                prefix ? Match.PREFIXED : Match.LITERAL,
                prefix ? pattern.substring(0, pattern.length() - 1) : pattern,
                host);
    }

    /// Rules as a person reads them: one line for each resource, `allow Read, Describe on topic orders-*`.
    public static List<String> lines(Collection<Acl> acls) {
        Map<List<String>, List<String>> lines = new LinkedHashMap<>();
        new TreeSet<>(acls)
                .forEach(acl -> lines.computeIfAbsent(acl.place(), place -> new ArrayList<>())
                        .add(acl.operation.text));
        return lines.entrySet().stream()
                .map(line -> line.getKey().getFirst() + " "
                        + line.getValue().stream().collect(Collectors.joining(", ")) + " on "
                        + line.getKey().get(1)
                        + line.getKey().getLast())
                .toList();
    }

    /// The resource as a spec writes it: `topic orders-*`.
    public String on() {
        return resource == Resource.CLUSTER ? resource.text : resource.text + " " + pattern();
    }

    /// The name as a spec writes it: `orders-*`.
    String pattern() {
        return name + (match == Match.PREFIXED ? ALL : "");
    }

    private List<String> place() {
        return List.of(
                permission == Permission.ALLOW ? "allow" : "deny",
                on(),
                host.equals(ANYWHERE) ? "" : ", from " + host + " only");
    }

    @Override
    public int compareTo(Acl other) {
        return ORDER.compare(this, other);
    }
}
