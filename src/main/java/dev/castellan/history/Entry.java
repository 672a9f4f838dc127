package dev.castellan.history;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One line of a journal: what happened to one step at one moment.
///
/// @param position which step of its plan, from 1; 0 in journals of older Castellans
/// @param of how many steps the plan has; 0 where that is not known
/// @param detail why it was refused; empty else
public record Entry(Instant at, Moment moment, Origin origin, int position, int of, Deed deed, String detail) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /// What every line begins with: a line that was cut off is found at the head of the next one.
    private static final String HEAD = "{\"at\":";

    private static final Pattern NAME = Pattern.compile("kafka-(\\d{1,9})(?:\\.\\.(\\d{1,9}))?");

    /// More than any cluster has: what claims so is no list of nodes.
    private static final int MOST_NODES = 100_000;

    /// What happened.
    public enum Moment {
        BEGUN,
        DONE,
        REFUSED
    }

    /// Whose step it is.
    ///
    /// @param run the same for all steps of one command, and for no other; empty in journals of older Castellans
    /// @param verb `apply`, `restart`, ...; empty in those too
    /// @param by `jane@laptop, pid 4711`
    public record Origin(String run, String verb, String by) {}

    /// The line, without its end.
    public String text() {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", at.toString());
        line.put("moment", moment.name());
        line.put("step", deed.step());
        line.put("where", deed.where());
        line.put("what", deed.what());
        line.put("why", deed.why());
        if (!detail.isEmpty()) {
            line.put("detail", detail);
        }
        line.put("nodes", deed.nodes());
        if (!deed.changes().isEmpty()) {
            line.put("changes", deed.changes());
        }
        line.put("run", origin.run());
        line.put("verb", origin.verb());
        line.put("position", position);
        line.put("of", of);
        line.put("by", origin.by());
        return MAPPER.writeValueAsString(line);
    }

    /// What a line says, whatever else it says that is not known here; nothing where it is torn or says no moment.
    static Optional<Entry> parse(String line) {
        int head = line.lastIndexOf(HEAD);
        if (head < 0) {
            return Optional.empty();
        }
        try {
            JsonNode node = MAPPER.readTree(line.substring(head));
            return Optional.of(new Entry(
                    Instant.parse(text(node, "at")),
                    Moment.valueOf(text(node, "moment")),
                    new Origin(text(node, "run"), text(node, "verb"), text(node, "by")),
                    node.path("position").asInt(0),
                    node.path("of").asInt(0),
                    deed(node),
                    text(node, "detail")));
        } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Deed deed(JsonNode node) {
        String where = text(node, "where");
        List<Integer> nodes = new ArrayList<>();
        if (node.path("nodes").isArray()) {
            node.path("nodes").forEach(id -> nodes.add(id.asInt(0)));
        } else {
            nodes.addAll(named(where));
        }
        List<String> changes = new ArrayList<>();
        node.path("changes").forEach(change -> changes.add(change.asString("")));
        return new Deed(text(node, "step"), nodes, where, text(node, "what"), text(node, "why"), changes);
    }

    /// The nodes of `kafka-1 kafka-3..5`; older journals name them so.
    private static List<Integer> named(String where) {
        List<Integer> nodes = new ArrayList<>();
        for (String word : where.split(" ", -1)) {
            Matcher matcher = NAME.matcher(word);
            if (matcher.matches()) {
                int first = Integer.parseInt(matcher.group(1));
                int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
                for (int id = first; id <= last && nodes.size() < MOST_NODES; id++) {
                    nodes.add(id);
                }
            }
        }
        return nodes;
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }
}
