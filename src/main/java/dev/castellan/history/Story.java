package dev.castellan.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What became of one node: what Castellan did to it and why, and whether that explains its process.
///
/// @param events what was done to the node, the oldest first; all of it, or what belongs to the time asked about
/// @param process as it is now
/// @param cause why it is so
public record Story(int node, List<Event> events, NodeProcess process, Cause cause) {
    /// A step writes its moments by another clock than the one that tells when a process started, and that one may
    /// count whole seconds.
    private static final Duration TOLERANCE = Duration.ofSeconds(3);

    /// A step whose end nobody wrote down waits, stops and has started a process within this time.
    private static final Duration LONGEST = Duration.ofMinutes(3);

    public Story {
        events = List.copyOf(events);
    }

    /// A step that touched the node, and whose it was.
    public record Event(Entry.Origin origin, RunStep step) {}

    /// A time that is asked about.
    public record Window(Instant from, Instant to) {
        private static final Duration AROUND = Duration.ofMinutes(2);

        /// A moment as people remember it.
        public static Window around(Instant at) {
            return new Window(at.minus(AROUND), at.plus(AROUND).plus(Duration.ofMinutes(1)));
        }

        public boolean holds(Instant moment) {
            return !moment.isBefore(from) && !moment.isAfter(to);
        }

        private boolean touches(RunStep step) {
            Instant end = step.ended().orElse(step.begun());
            return !end.isBefore(from) && !step.begun().isAfter(to);
        }
    }

    /// @param window empty for all that is known
    public static Story of(History history, int node, NodeProcess process, Optional<Window> window) {
        List<Event> all = new ArrayList<>();
        history.runs()
                .forEach(run -> run.steps().stream()
                        .filter(step -> step.deed().concerns(node))
                        .forEach(step -> all.add(new Event(run.origin(), step))));
        all.sort(Comparator.comparing(event -> event.step().begun()));
        List<Event> shown = window.map(time -> within(all, history, time)).orElse(all);
        return new Story(node, shown, process, cause(history, all, process));
    }

    /// What was done in that time, and what else the same runs did to the node: a restart is understood from the file
    /// that changed before it.
    private static List<Event> within(List<Event> all, History history, Window window) {
        Set<Event> hits = new HashSet<>();
        for (Run run : history.runs()) {
            List<Event> own = all.stream()
                    .filter(event ->
                            run.steps().contains(event.step()) && event.origin().equals(run.origin()))
                    .toList();
            if (own.stream().anyMatch(event -> window.touches(event.step()))) {
                hits.addAll(own);
            }
        }
        return all.stream().filter(hits::contains).toList();
    }

    private static Cause cause(History history, List<Event> all, NodeProcess process) {
        return switch (process) {
            case NodeProcess.Up up -> causeOfStart(history, all, up);
            case NodeProcess.Down ignored -> causeOfEnd(all);
            case NodeProcess.NotInstalled ignored -> new Cause.Unknown("it is not installed");
            case NodeProcess.Silent silent -> new Cause.Unknown(silent.why());
        };
    }

    private static Cause causeOfStart(History history, List<Event> all, NodeProcess.Up up) {
        if (up.since().isEmpty()) {
            return new Cause.Unknown("its machine does not tell when its process started");
        }
        Instant since = up.since().get();
        Optional<Event> starter = all.stream()
                .filter(event -> event.step().deed().starts() && covers(history, event.step(), since))
                .reduce((first, last) -> last);
        if (starter.isPresent()) {
            return new Cause.ByStep(starter.get());
        }
        if (history.runs().isEmpty()) {
            return new Cause.Unknown("there is no journal of this cluster here");
        }
        return since.isBefore(history.runs().getFirst().begun().minus(TOLERANCE))
                ? new Cause.Unknown("its process started before the journal begins")
                : new Cause.NotOurs();
    }

    private static Cause causeOfEnd(List<Event> all) {
        Optional<Event> last = all.stream()
                .filter(event ->
                        event.step().deed().starts() || event.step().deed().stops())
                .reduce((first, second) -> second);
        if (last.isEmpty()) {
            return new Cause.Unknown("the journal knows of no step that ever started it");
        }
        RunStep step = last.get().step();
        if (step.outcome() == RunStep.Outcome.REFUSED
                || (step.deed().starts() && step.outcome() == RunStep.Outcome.UNFINISHED)) {
            // It may have been refused before the process was touched, or because of another node.
            return new Cause.Unknown("its last " + step.deed().what() + " did not end well, and only its log can tell"
                    + " what became of its process");
        }
        return step.deed().starts() ? new Cause.NotOurs() : new Cause.ByStep(last.get());
    }

    private static boolean covers(History history, RunStep step, Instant moment) {
        Instant from = step.begun().minus(TOLERANCE);
        Instant to = step.ended().map(end -> end.plus(TOLERANCE)).orElseGet(() -> latestEnd(history, step));
        return !moment.isBefore(from) && !moment.isAfter(to);
    }

    /// By then a step whose end nobody wrote down did nothing more: a next run begins once nobody changes the cluster.
    private static Instant latestEnd(History history, RunStep step) {
        return history.runs().stream()
                .map(Run::begun)
                .filter(next -> next.isAfter(step.begun()))
                .map(next -> next.plus(TOLERANCE))
                .reduce(step.begun().plus(LONGEST), (one, two) -> one.isBefore(two) ? one : two);
    }
}
