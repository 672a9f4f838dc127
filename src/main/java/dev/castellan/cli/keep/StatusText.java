package dev.castellan.cli.keep;

import dev.castellan.view.Bytes;
import dev.castellan.view.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A [Status] for a person.
final class StatusText {
    private static final int SHOWN = 10;

    private StatusText() {}

    static String of(Status status) {
        List<String> lines = new ArrayList<>();
        lines.add(status.cluster() + ": " + status.health()
                + (status.clusterId() == null ? "" : ", cluster id " + status.clusterId())
                + (status.security() == null ? "" : ", security " + status.security()));
        status.concerns().forEach(concern -> lines.add("  ! " + concern));
        Table table = Table.of(
                "NODE", "KAFKA", "ROLES", "STATE", "PID", "UP", "CLIENTS", "LEADS", "REPLICAS", "IN SYNC", "DISK");
        for (Status.NodeLine node : status.nodes()) {
            table.row(
                    node.node(),
                    or(node.kafka()),
                    String.join(",", node.roles()),
                    node.state(),
                    or(node.pid()),
                    node.upSeconds() == null ? "-" : duration(node.upSeconds()),
                    or(node.clients()),
                    or(node.leads()),
                    or(node.replicas()),
                    or(node.inSync()),
                    node.diskBytes() == null ? "-" : Bytes.text(node.diskBytes()));
        }
        table.text().lines().forEach(line -> lines.add("  " + line));
        if (status.quorum() != null) {
            Status.QuorumLine quorum = status.quorum();
            lines.add("quorum      led by kafka-" + quorum.leader() + ", epoch " + quorum.epoch() + ", "
                    + quorum.caughtUp() + " of " + quorum.voters() + " voters caught up");
        }
        if (status.partitions() != null) {
            partitions(status.partitions(), lines);
        }
        status.prometheus().forEach(one -> lines.add(prometheus(one)));
        if (!status.workers().isEmpty()) {
            workers(status.workers(), lines);
        }
        return String.join("\n", lines);
    }

    private static String prometheus(Status.PrometheusLine one) {
        String asked = one.asked() == 0 ? "" : ", " + one.answer() + " of " + one.asked() + " that it asks answer";
        return "prometheus  port " + one.port() + " of " + one.host() + ", " + one.state() + asked;
    }

    private static void workers(List<Status.WorkerLine> workers, List<String> lines) {
        Table table = Table.of("WORKER", "KAFKA", "STATE", "PID", "UP", "REST", "CONNECTORS", "TASKS");
        for (Status.WorkerLine worker : workers) {
            table.row(
                    worker.worker(),
                    or(worker.kafka()),
                    worker.state(),
                    or(worker.pid()),
                    worker.upSeconds() == null ? "-" : duration(worker.upSeconds()),
                    or(worker.rest()),
                    or(worker.connectors()),
                    or(worker.tasks()));
        }
        table.text().lines().forEach(line -> lines.add("  " + line));
    }

    private static void partitions(Status.PartitionsLine partitions, List<String> lines) {
        if (partitions.behind().isEmpty()) {
            lines.add("partitions  " + partitions.all() + ", all in sync");
            return;
        }
        lines.add("partitions  " + partitions.all() + ", " + partitions.underReplicated() + " under-replicated, "
                + partitions.offline() + " offline");
        partitions.behind().stream()
                .limit(SHOWN)
                .forEach(behind -> lines.add("  " + behind.partition() + "  leader "
                        + (behind.leader() == null ? "none" : "kafka-" + behind.leader()) + ", replicas "
                        + ids(behind.replicas()) + ", in sync " + ids(behind.isr())));
        if (partitions.behind().size() > SHOWN) {
            lines.add("  and " + (partitions.behind().size() - SHOWN)
                    + " more: castellan topics describe --under-replicated");
        }
    }

    private static String ids(List<Integer> ids) {
        return ids.isEmpty() ? "none" : ids.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static String or(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }

    private static String duration(long seconds) {
        if (seconds < 120) {
            return seconds + "s";
        }
        return seconds < 7200 ? seconds / 60 + "m" : seconds < 172_800 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
    }
}
