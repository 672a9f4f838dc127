package dev.castellan.plan;

import dev.castellan.kafka.config.Endpoint;
import dev.castellan.kafka.config.ServerProperties;
import dev.castellan.plan.Step.AddAcls;
import dev.castellan.plan.Step.AddPartitions;
import dev.castellan.plan.Step.AddVoter;
import dev.castellan.plan.Step.Certify;
import dev.castellan.plan.Step.Change;
import dev.castellan.plan.Step.ChooseIdentity;
import dev.castellan.plan.Step.CreateTopic;
import dev.castellan.plan.Step.CreateUser;
import dev.castellan.plan.Step.DeleteTopic;
import dev.castellan.plan.Step.FinalizeFeature;
import dev.castellan.plan.Step.FormatStorage;
import dev.castellan.plan.Step.Install;
import dev.castellan.plan.Step.Leave;
import dev.castellan.plan.Step.Mend;
import dev.castellan.plan.Step.MoveReplicas;
import dev.castellan.plan.Step.OfConnect;
import dev.castellan.plan.Step.OfMember;
import dev.castellan.plan.Step.OfPrometheus;
import dev.castellan.plan.Step.Prepare;
import dev.castellan.plan.Step.ReloadCertificates;
import dev.castellan.plan.Step.RemoveAcls;
import dev.castellan.plan.Step.RemoveNodes;
import dev.castellan.plan.Step.RemoveUser;
import dev.castellan.plan.Step.RemoveVoter;
import dev.castellan.plan.Step.RestartNodes;
import dev.castellan.plan.Step.RunPrometheus;
import dev.castellan.plan.Step.SetBrokerConfig;
import dev.castellan.plan.Step.SetQuota;
import dev.castellan.plan.Step.SetTopicConfig;
import dev.castellan.plan.Step.Soak;
import dev.castellan.plan.Step.StartNodes;
import dev.castellan.plan.Step.StopNodes;
import dev.castellan.plan.Step.Unregister;
import dev.castellan.plan.Step.WriteFiles;
import dev.castellan.plan.Step.WriteWorker;
import dev.castellan.spec.Acl;
import dev.castellan.target.Mending;
import dev.castellan.target.Software;
import dev.castellan.target.Target.Fate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A plan as a person reads it: one line a step (sign, where, impact, what), the differences below it.
public final class PlanText {
    private static final int FEW = 4;

    private PlanText() {}

    public static String of(Plan plan) {
        List<String> lines = new ArrayList<>();
        lines.add(plan.cluster() + ": Kafka " + plan.kafkaVersion() + ", "
                + (plan.isEmpty() ? "nothing to change" : count(plan.steps().size(), "step")));
        List<PlanEntry> entries = entries(plan.steps());
        int width =
                entries.stream().mapToInt(entry -> entry.where().length()).max().orElse(0);
        entries.forEach(entry -> entry.addTo(lines, width));
        plan.notes().forEach(note -> lines.add("  note: " + note));
        if (!plan.isEmpty()) {
            lines.add(impact(plan));
        }
        return String.join("\n", lines);
    }

    private static List<PlanEntry> entries(List<Step> steps) {
        List<PlanEntry> entries = new ArrayList<>();
        for (Step step : steps) {
            PlanEntry.Body body =
                    new PlanEntry.Body(sign(step), impact(step), brief(step), step.why(), details(step), kinship(step));
            entries.add(new PlanEntry(mergeable(step), where(step), body));
        }
        return PlanEntry.gathered(entries);
    }

    /// A machine is told by its address, and new files by where their node listens.
    private static PlanEntry.Kinship kinship(Step step) {
        if (mergeable(step).isEmpty() || step instanceof RestartNodes) {
            return PlanEntry.Kinship.NONE;
        }
        return step instanceof Install
                        || (step instanceof WriteFiles write && write.before().isEmpty())
                ? PlanEntry.Kinship.BUT_FOR_ADDRESSES
                : PlanEntry.Kinship.EQUAL;
    }

    /// The node of a step that reads the same for each of several nodes; none for other steps.
    private static List<Integer> mergeable(Step step) {
        return switch (step) {
            case WriteFiles write -> List.of(write.node());
            case RestartNodes restart -> restart.nodes().size() == 1 ? List.copyOf(restart.nodes()) : List.of();
            case Install install -> List.of(install.node());
            case Mend mend -> List.of(mend.node());
            case Certify certify -> List.of(certify.node());
            case ReloadCertificates reload -> List.of(reload.node());
            case Prepare ignored -> List.of();
            case ChooseIdentity ignored -> List.of();
            case FormatStorage ignored -> List.of();
            case StartNodes ignored -> List.of();
            case Soak ignored -> List.of();
            case FinalizeFeature ignored -> List.of();
            case StopNodes ignored -> List.of();
            case RemoveNodes ignored -> List.of();
            case SetBrokerConfig ignored -> List.of();
            case CreateTopic ignored -> List.of();
            case AddPartitions ignored -> List.of();
            case SetTopicConfig ignored -> List.of();
            case MoveReplicas ignored -> List.of();
            case DeleteTopic ignored -> List.of();
            case CreateUser ignored -> List.of();
            case RemoveUser ignored -> List.of();
            case AddAcls ignored -> List.of();
            case RemoveAcls ignored -> List.of();
            case SetQuota ignored -> List.of();
            case OfMember ignored -> List.of();
            case OfConnect ignored -> List.of();
            case OfPrometheus ignored -> List.of();
        };
    }

    /// The files' names, unless they are many.
    private static String files(Set<String> names) {
        return names.size() <= FEW
                ? String.join(", ", names)
                : names.stream().limit(FEW - 1).collect(Collectors.joining(", ")) + ", " + (names.size() - FEW + 1)
                        + " more";
    }

    /// The step in one line, as progress shows it too.
    public static String brief(Step step) {
        return switch (step) {
            case Install install -> "install " + software(install.software());
            case Certify ignored -> "certificate";
            case ReloadCertificates ignored -> "reload certificates";
            case Mend mend ->
                "set " + mend.mendings().stream().map(Mending::text).collect(Collectors.joining(", "));
            case Prepare ignored -> "train the start-up cache";
            case ChooseIdentity choose -> "cluster id " + choose.identity().clusterId();
            case WriteFiles write -> files(write.after().keySet());
            case FormatStorage format -> "format storage" + voters(format);
            case StartNodes ignored -> "start";
            case RestartNodes restart -> restart.nodes().size() == 1 ? "restart" : "restart together";
            case Soak soak -> "watch for " + soak.seconds() + " s";
            case FinalizeFeature feature -> feature.feature() + " " + feature.before() + " -> " + feature.after();
            case StopNodes stop -> stop.ending() == Step.Ending.PLUG ? "kill -9" : "stop";
            case RemoveNodes remove -> remove.data() == Fate.DELETED ? "remove with all data" : "remove, data stays";
            case SetBrokerConfig set -> changes(set.changes(), set.unset());
            case CreateTopic topic ->
                "topic " + topic.topic() + ", " + count(topic.partitions(), "partition") + " x "
                        + topic.replicationFactor();
            case AddPartitions add -> "topic " + add.topic() + ", partitions " + add.before() + " -> " + add.after();
            case SetTopicConfig set -> "topic " + set.topic() + ", " + changes(set.changes(), new TreeSet<>());
            case MoveReplicas move -> Moving.brief(move);
            case DeleteTopic delete ->
                "topic " + delete.topic() + ", delete with " + count(delete.partitions(), "partition");
            case CreateUser create -> "user " + create.user() + ", password for " + create.mechanism();
            case RemoveUser remove ->
                "user " + remove.user() + ", no password for " + String.join(", ", remove.mechanisms());
            case AddAcls add ->
                acls(add.principal(), add.before(), add.before() + add.acls().size());
            case RemoveAcls remove ->
                acls(remove.principal(), remove.after() + remove.acls().size(), remove.after());
            case AddVoter ignored -> "controller votes, once it has caught up";
            case RemoveVoter ignored -> "controller votes no more";
            case Leave ignored -> "stop for good, once it holds nothing";
            case Unregister ignored -> "unregister broker";
            case SetQuota set -> "user " + set.user() + ", " + changes(set.changes(), new TreeSet<>(), "(no limit)");
            case OfConnect connect -> ConnectText.brief(connect);
            case OfPrometheus prometheus -> PrometheusText.brief(prometheus);
        };
    }

    /// Where the step acts: a node, nodes, the cluster, or the machine that Castellan runs on.
    public static String where(Step step) {
        Set<Integer> nodes = Affected.nodes(step);
        if (step instanceof OfConnect connect) {
            return ConnectText.where(connect);
        }
        if (step instanceof OfPrometheus prometheus) {
            return prometheus.host();
        }
        if (nodes.isEmpty()) {
            return step instanceof Prepare ? "machine" : "cluster";
        }
        return PlanEntry.names(nodes);
    }

    /// What the step changes in files, line by line; nothing for files that are new.
    public static List<String> changes(Step step) {
        return switch (step) {
            case WriteFiles write when !write.before().isEmpty() -> FileDifference.lines(write.before(), write.after());
            case WriteWorker write
            when !write.before().isEmpty() ->
                FileDifference.lines(Concealed.files(write.before()), Concealed.files(write.after()));
            case RunPrometheus run when !run.before().isEmpty() -> FileDifference.lines(run.before(), run.after());
            default -> List.of();
        };
    }

    private static String sign(Step step) {
        return switch (step) {
            case WriteFiles write -> write.before().isEmpty() ? "+" : "~";
            case Install ignored -> "+";
            case Mend ignored -> "~";
            case Certify ignored -> "+";
            case ReloadCertificates ignored -> "~";
            case ChooseIdentity ignored -> "+";
            case CreateTopic ignored -> "+";
            case FormatStorage ignored -> "+";
            case Prepare ignored -> "+";
            case StartNodes ignored -> ">";
            case RestartNodes ignored -> "~";
            case Soak ignored -> ".";
            case FinalizeFeature ignored -> "!";
            case StopNodes ignored -> "<";
            case RemoveNodes ignored -> "-";
            case SetBrokerConfig ignored -> "~";
            case AddPartitions ignored -> "~";
            case SetTopicConfig ignored -> "~";
            case MoveReplicas ignored -> "~";
            case DeleteTopic ignored -> "-";
            case CreateUser ignored -> "+";
            case RemoveUser ignored -> "-";
            case AddAcls ignored -> "+";
            case RemoveAcls ignored -> "-";
            case SetQuota ignored -> "~";
            case AddVoter ignored -> "+";
            case RemoveVoter ignored -> "-";
            case Leave ignored -> "<";
            case Unregister ignored -> "-";
            case OfConnect connect -> ConnectText.sign(connect);
            case OfPrometheus prometheus -> PrometheusText.sign(prometheus);
        };
    }

    private static String impact(Step step) {
        return switch (step) {
            case WriteFiles write -> write.before().isEmpty() ? "new" : "file";
            case Install ignored -> "install";
            case Mend ignored -> "host";
            case Certify ignored -> "new";
            case ReloadCertificates ignored -> "dynamic";
            case ChooseIdentity ignored -> "new";
            case CreateTopic ignored -> "new";
            case FormatStorage ignored -> "new";
            case Prepare ignored -> "once";
            case StartNodes ignored -> "start";
            case RestartNodes ignored -> "restart";
            case Soak ignored -> "watch";
            case FinalizeFeature ignored -> "final";
            case StopNodes ignored -> "stop";
            case RemoveNodes ignored -> "delete";
            case SetBrokerConfig ignored -> "dynamic";
            case AddPartitions ignored -> "dynamic";
            case SetTopicConfig ignored -> "dynamic";
            case MoveReplicas ignored -> "move";
            case DeleteTopic ignored -> "delete";
            case CreateUser ignored -> "new";
            case RemoveUser ignored -> "delete";
            case AddAcls ignored -> "dynamic";
            case RemoveAcls ignored -> "dynamic";
            case SetQuota ignored -> "dynamic";
            case AddVoter ignored -> "quorum";
            case RemoveVoter ignored -> "quorum";
            case Leave ignored -> "stop";
            case Unregister ignored -> "delete";
            case OfConnect connect -> ConnectText.impact(connect);
            case OfPrometheus prometheus -> PrometheusText.impact(prometheus);
        };
    }

    static String software(Software missing) {
        List<String> parts = new ArrayList<>();
        parts.addAll(missing.packages());
        missing.kafka()
                .ifPresent(version -> parts.add("Kafka " + version + " ("
                        + (missing.jars() == 0
                                ? "all jars are there"
                                : count(missing.jars(), "jar") + ", " + (missing.bytes() >> 20) + " MiB")
                        + ")"));
        missing.agent().ifPresent(version -> parts.add("the Prometheus agent " + version));
        return parts.isEmpty() ? "user and directories" : String.join(", ", parts);
    }

    private static List<String> details(Step step) {
        if (step instanceof WriteFiles write) {
            return write.before().isEmpty() ? listeners(write) : changes(step);
        }
        if (step instanceof RestartNodes restart) {
            return List.of("before: what can stay available without "
                    + (restart.nodes().size() == 1 ? "it" : "them")
                    + " does: partitions by their min.insync.replicas, controllers by their majority");
        }
        if (step instanceof OfConnect connect) {
            return ConnectText.details(connect);
        }
        if (step instanceof OfPrometheus prometheus) {
            return PrometheusText.details(prometheus);
        }
        if (step instanceof MoveReplicas move) {
            return Moving.details(move);
        }
        if (step instanceof AddAcls add) {
            return signed("+ ", Acl.lines(add.acls()));
        }
        if (step instanceof RemoveAcls remove) {
            return signed("- ", Acl.lines(remove.acls()));
        }
        return List.of();
    }

    private static List<String> signed(String sign, List<String> lines) {
        return lines.stream().map(line -> sign + line).toList();
    }

    private static List<String> listeners(WriteFiles write) {
        Map<String, String> properties = ServerProperties.in(write.after());
        Endpoint endpoint = ServerProperties.endpoint(properties);
        List<String> listeners = new ArrayList<>();
        endpoint.clientPort().ifPresent(port -> listeners.add("clients " + endpoint.client()));
        endpoint.controllerPort().ifPresent(port -> listeners.add("controller " + endpoint.controller()));
        if (endpoint.doors().hasTwo() && endpoint.clientPort().isPresent()) {
            listeners.add("clients with TLS " + endpoint.withTls().client());
        }
        return listeners.isEmpty() ? List.of() : List.of(String.join(", ", listeners));
    }

    private static String impact(Plan plan) {
        List<RestartNodes> batches = plan.steps().stream()
                .filter(RestartNodes.class::isInstance)
                .map(RestartNodes.class::cast)
                .toList();
        long deleted =
                plan.steps().stream().filter(DeleteTopic.class::isInstance).count();
        String lost = deleted == 0 ? "" : ", " + count((int) deleted, "topic") + " deleted with all records";
        String restarts = Stream.of(batches.isEmpty() ? "" : restarts(batches), ConnectText.restarts(plan))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        return (restarts.isEmpty()
                        ? "nothing restarts, nothing " + (lost.isEmpty() ? "" : "else ") + "becomes unavailable"
                        : restarts)
                + lost;
    }

    private static String restarts(List<RestartNodes> batches) {
        int nodes = batches.stream().mapToInt(batch -> batch.nodes().size()).sum();
        String pace = nodes == 1
                ? ""
                : batches.size() == nodes
                        ? ", one node after the other"
                        : " in " + count(batches.size(), "batch", "batches");
        return count(nodes, "restart") + pace;
    }

    private static String changes(Map<String, Change> changes, Collection<String> unset) {
        return changes(changes, unset, "(default)");
    }

    /// @param nothing what stands for no value
    private static String changes(Map<String, Change> changes, Collection<String> unset, String nothing) {
        List<String> parts = new ArrayList<>();
        changes.forEach(
                (name, change) -> parts.add(name + " " + (change.before().isEmpty() ? nothing : change.before())
                        + " -> " + (change.after().isEmpty() ? nothing : change.after())));
        unset.forEach(name -> parts.add(name + " -> " + nothing));
        return String.join(", ", parts);
    }

    private static String acls(String principal, int before, int after) {
        return "ACLs of " + principal + ", " + before + " -> " + after;
    }

    private static String voters(FormatStorage format) {
        return format.firstVoters().isEmpty()
                ? ""
                : ", first controllers "
                        + format.firstVoters().stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String count(int count, String noun) {
        return count(count, noun, noun + "s");
    }

    static String count(int count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }
}
