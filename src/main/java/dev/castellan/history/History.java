package dev.castellan.history;

import dev.castellan.target.JournalPart;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What was done to a cluster, run by run, the oldest first.
///
/// @param unanswered why a place that may keep more could not be asked, by its name
/// @param extent whether journals were read from their beginning on
public record History(List<Run> runs, SortedMap<String, String> unanswered, JournalPart.Extent extent) {
    /// Older journals tell runs apart only by the process; after such a silence it is another one of that number.
    private static final Duration SILENCE = Duration.ofMinutes(10);

    private static final Pattern PID = Pattern.compile("pid (\\d{1,18})");

    public History {
        runs = List.copyOf(runs);
        unanswered = Collections.unmodifiableSortedMap(new TreeMap<>(unanswered));
    }

    /// Puts together what several places keep: each line counts once.
    public static History of(List<JournalPart> parts) {
        Set<Entry> entries = new LinkedHashSet<>();
        SortedMap<String, String> unanswered = new TreeMap<>();
        JournalPart.Extent extent = JournalPart.Extent.WHOLE;
        Optional<String> holder = Optional.empty();
        for (JournalPart part : parts) {
            part.text().lines().forEach(line -> Entry.parse(line).ifPresent(entries::add));
            part.unanswered().ifPresent(why -> unanswered.put(part.place(), why));
            holder = holder.or(part::holder);
            if (part.extent() == JournalPart.Extent.END) {
                extent = JournalPart.Extent.END;
            }
        }
        return new History(runs(entries, holder), unanswered, extent);
    }

    /// The last so many runs.
    public History last(int count) {
        return new History(runs.subList(Math.max(0, runs.size() - count), runs.size()), unanswered, extent);
    }

    private static List<Run> runs(Set<Entry> entries, Optional<String> holder) {
        List<Entry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparing(Entry::at).thenComparing(Entry::moment));
        Map<String, List<Entry>> grouped = new LinkedHashMap<>();
        Map<String, Heard> heard = new LinkedHashMap<>();
        for (Entry entry : sorted) {
            grouped.computeIfAbsent(key(entry, heard), key -> new ArrayList<>()).add(entry);
        }
        List<Run> runs = new ArrayList<>();
        for (List<Entry> lines : grouped.values()) {
            List<RunStep> steps = steps(lines);
            if (!steps.isEmpty()) {
                Entry.Origin origin = lines.getFirst().origin();
                runs.add(new Run(origin, state(steps, isUnderWay(origin, holder, lines)), steps));
            }
        }
        runs.sort(Comparator.comparing(Run::begun));
        return runs;
    }

    /// Where older journals tell of a process: which of its runs this is, and when it was heard last.
    private record Heard(int run, Instant last) {}

    /// @param heard what was heard of each process before this line; brought up to date
    private static String key(Entry entry, Map<String, Heard> heard) {
        if (!entry.origin().run().isEmpty()) {
            return "run " + entry.origin().run();
        }
        String by = entry.origin().by();
        Heard before = heard.getOrDefault(by, new Heard(0, entry.at()));
        boolean another = entry.moment() == Entry.Moment.BEGUN
                && Duration.between(before.last(), entry.at()).compareTo(SILENCE) > 0;
        Heard now = new Heard(before.run() + (another ? 1 : 0), entry.at());
        heard.put(by, now);
        return "process " + by + " " + now.run();
    }

    private static List<RunStep> steps(List<Entry> lines) {
        List<RunStep> steps = new ArrayList<>();
        for (Entry line : lines) {
            RunStep begun = new RunStep(
                    line.deed(),
                    line.position(),
                    line.of(),
                    line.at(),
                    Optional.empty(),
                    RunStep.Outcome.UNFINISHED,
                    "");
            if (line.moment() == Entry.Moment.BEGUN) {
                steps.add(begun);
                continue;
            }
            RunStep.Outcome outcome =
                    line.moment() == Entry.Moment.DONE ? RunStep.Outcome.DONE : RunStep.Outcome.REFUSED;
            int open = open(steps, line);
            if (open >= 0) {
                steps.set(open, steps.get(open).with(line.at(), outcome, line.detail()));
            } else {
                // Its beginning lies before what was read, or on a host that did not answer.
                steps.add(begun.with(line.at(), outcome, line.detail()));
            }
        }
        return steps;
    }

    /// Which step this line ends; -1 where none is open that it could be.
    private static int open(List<RunStep> steps, Entry line) {
        for (int i = 0; i < steps.size(); i++) {
            RunStep step = steps.get(i);
            if (step.ended().isEmpty()
                    && step.position() == line.position()
                    && step.deed().step().equals(line.deed().step())
                    && step.deed().where().equals(line.deed().where())
                    && step.deed().what().equals(line.deed().what())) {
                return i;
            }
        }
        return -1;
    }

    private static Run.State state(List<RunStep> steps, boolean underWay) {
        if (underWay) {
            return Run.State.UNDER_WAY;
        }
        if (steps.stream().anyMatch(step -> step.outcome() == RunStep.Outcome.REFUSED)) {
            return Run.State.REFUSED;
        }
        return steps.stream().anyMatch(step -> step.ended().isEmpty()) ? Run.State.CUT_OFF : Run.State.DONE;
    }

    /// One command holds the cluster at a time; the number of its process is in both.
    private static boolean isUnderWay(Entry.Origin origin, Optional<String> holder, List<Entry> lines) {
        Optional<String> pid = pid(origin.by());
        return pid.isPresent()
                && holder.isPresent()
                && pid.equals(pid(holder.get()))
                && !lines.getLast().at().isBefore(since(holder.get()));
    }

    private static Optional<String> pid(String text) {
        Matcher matcher = PID.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /// When the holder took the cluster: a run of the same number that was over before is another one.
    private static Instant since(String holder) {
        int since = holder.lastIndexOf("since ");
        try {
            return since < 0
                    ? Instant.EPOCH
                    : Instant.parse(holder.substring(since + "since ".length()).strip());
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }
}
