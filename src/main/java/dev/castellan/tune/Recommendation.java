package dev.castellan.tune;

import dev.castellan.tune.Advice.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The advice for a situation, in the forms in which it is used.
public record Recommendation(Situation situation, List<Advice> advice) {
    /// Castellan sets it in every cluster that it keeps.
    private static final Set<String> KEPT = Set.of("min.insync.replicas");

    public Recommendation {
        advice = List.copyOf(advice);
    }

    /// The values advised for a scope, by name.
    public SortedMap<String, String> values(Scope scope) {
        SortedMap<String, String> values = new TreeMap<>();
        advice.stream().filter(one -> one.scope() == scope).forEach(one -> values.put(one.name(), one.value()));
        return values;
    }

    /// Lines for `cluster.yaml`; they are to be merged with what stands there.
    public String yaml() {
        List<String> lines = new ArrayList<>();
        SortedMap<String, String> jvm = values(Scope.jvm);
        String heap = jvm.remove("heap");
        if (heap != null) {
            lines.add("heap: " + heap);
        }
        if (!jvm.isEmpty()) {
            lines.add("jvm:");
            jvm.forEach((flag, value) -> lines.add("  - " + flag + "=" + value));
        }
        SortedMap<String, String> config = values(Scope.broker);
        values(Scope.topic).forEach((name, value) -> {
            if (!KEPT.contains(name)) {
                config.put(name.equals("partitions") ? "num.partitions" : name, value);
            }
        });
        if (!config.isEmpty()) {
            lines.add("config:");
            config.forEach((name, value) -> lines.add("  " + name + ": " + value));
        }
        return String.join("\n", lines);
    }

    /// The properties of clients, in one file: each takes those that it knows.
    public String clientProperties() {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<Scope, String> kind :
                Map.of(Scope.producer, "producers", Scope.consumer, "consumers").entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .toList()) {
            SortedMap<String, String> values = values(kind.getKey());
            if (!values.isEmpty()) {
                lines.add("# " + kind.getValue());
                values.forEach((name, value) -> lines.add(name + "=" + value));
            }
        }
        return String.join("\n", lines);
    }
}
