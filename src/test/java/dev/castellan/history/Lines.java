package dev.castellan.history;

import dev.castellan.target.JournalPart;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Journals as text, made for tests.
final class Lines {
    static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

    private final StringBuilder text = new StringBuilder();
    private Entry.Origin origin = new Entry.Origin("r1", "apply", "jane@laptop, pid 4711");
    private int of = 9;

    /// The lines that follow are of this run.
    Lines run(String id, String verb) {
        origin = new Entry.Origin(id, verb, "jane@laptop, pid 47" + id.substring(1));
        return this;
    }

    /// The lines that follow are as an older Castellan wrote them.
    Lines older(int pid) {
        origin = new Entry.Origin("", "", "jane, pid " + pid);
        of = 0;
        return this;
    }

    Lines begun(int second, int position, String step, Integer... nodes) {
        return add(second, Entry.Moment.BEGUN, position, step, "", nodes);
    }

    Lines done(int second, int position, String step, Integer... nodes) {
        return add(second, Entry.Moment.DONE, position, step, "", nodes);
    }

    Lines refused(int second, int position, String step, String why, Integer... nodes) {
        return add(second, Entry.Moment.REFUSED, position, step, why, nodes);
    }

    private Lines add(int second, Entry.Moment moment, int position, String step, String detail, Integer... nodes) {
        List<String> names = List.of(nodes).stream().map(id -> "kafka-" + id).toList();
        String where = names.isEmpty() ? "cluster" : String.join(" ", names);
        Deed deed = new Deed(step, List.of(nodes), where, what(step), "differs from cluster.yaml", changes(step));
        Entry entry = new Entry(NOON.plusSeconds(second), moment, origin, position, of, deed, detail);
        return raw((of == 0 ? older(entry) : entry.text()) + "\n");
    }

    private static String what(String step) {
        return step.startsWith("RestartNode")
                ? "restart"
                : step.equals("StopNodes") ? "stop" : step.equals("StartNodes") ? "start" : "server.properties";
    }

    private static List<String> changes(String step) {
        return step.equals("WriteFiles") ? List.of("- num.io.threads=8", "+ num.io.threads=16") : List.of();
    }

    /// The fields that there were at first.
    private static String older(Entry entry) {
        return "{\"at\":\"" + entry.at() + "\",\"moment\":\"" + entry.moment() + "\",\"step\":\""
                + entry.deed().step() + "\",\"where\":\"" + entry.deed().where() + "\",\"what\":\""
                + entry.deed().what() + "\",\"why\":\"" + entry.deed().why() + "\",\"by\":\""
                + entry.origin().by() + "\"}";
    }

    Lines raw(String line) {
        text.append(line);
        return this;
    }

    String text() {
        return text.toString();
    }

    JournalPart at(String place) {
        return new JournalPart(place, text(), JournalPart.Extent.WHOLE, Optional.empty(), Optional.empty());
    }

    JournalPart heldBy(String holder) {
        return new JournalPart("h1", text(), JournalPart.Extent.WHOLE, Optional.of(holder), Optional.empty());
    }

    History history() {
        return History.of(List.of(at(JournalPart.HERE)));
    }
}
