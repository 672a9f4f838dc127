package dev.castellan.connect.plugin;

import dev.castellan.problem.Problem;
import dev.castellan.spec.KafkaVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What missing references mean for somebody who wants to run the plugin. Pure.
///
/// An error is what a class that Connect's way leads to names, unless that class is ready for it and catches the JVM's
/// refusal, as Kafka itself advises for what came with later releases (KIP-610). Everything else is a warning.
final class LinkProblems {
    /// What the JVM throws where a name leads nowhere.
    private static final Set<String> REFUSALS = Set.of(
            "java.lang.NoSuchMethodError",
            "java.lang.NoSuchFieldError",
            "java.lang.NoClassDefFoundError",
            "java.lang.IncompatibleClassChangeError",
            "java.lang.LinkageError");

    private LinkProblems() {}

    /// One problem for each thing that is missing, errors first.
    static List<Problem> of(KafkaVersion kafka, Collection<ClassFile> own, Catalogue catalogue, Reach reach) {
        Set<String> ready = own.stream()
                .filter(file -> file.mentions().anyMatch(REFUSALS::contains))
                .map(ClassFile::outermost)
                .collect(Collectors.toSet());
        Map<String, String> outermost = own.stream().collect(Collectors.toMap(ClassFile::name, ClassFile::outermost));
        Predicate<String> guarded = name -> ready.contains(outermost.getOrDefault(name, name));

        Map<Reference, List<String>> places = new LinkedHashMap<>();
        Linkage.missing(own, catalogue)
                .forEach(missing -> places.computeIfAbsent(missing.what(), what -> new ArrayList<>())
                        .add(missing.from()));
        List<Problem> problems = new ArrayList<>();
        places.forEach((what, from) -> {
            String said =
                    "names " + what.text() + ", which Kafka " + kafka + " does not have" + instead(what, catalogue);
            problems.add(from.stream()
                    .filter(name -> reach.entry(name).isPresent() && !guarded.test(name))
                    .findFirst()
                    .map(name -> Problem.error(name, said + others(from) + way(name, reach), ""))
                    .orElseGet(() -> excused(from, said, guarded)));
        });
        problems.sort(Comparator.comparing(Problem::severity));
        return problems;
    }

    private static Problem excused(List<String> from, String said, Predicate<String> guarded) {
        return from.stream()
                .filter(guarded.negate())
                .findFirst()
                .map(name ->
                        Problem.warning(name, said + others(from) + "; nothing that Connect loads leads there", ""))
                .orElseGet(() ->
                        Problem.warning(from.getFirst(), said + others(from) + "; it is ready to do without", ""));
    }

    private static String instead(Reference what, Catalogue catalogue) {
        Set<String> alike = catalogue.alike(what);
        return what.kind() == Reference.Kind.CLASS || what.name().equals("<init>") || alike.isEmpty()
                ? ""
                : " (it has " + String.join(", ", alike) + ")";
    }

    private static String others(List<String> from) {
        return switch (from.size()) {
            case 1 -> "";
            case 2 -> "; so does 1 other class";
            default -> "; so do " + (from.size() - 1) + " other classes";
        };
    }

    private static String way(String name, Reach reach) {
        String entry = reach.entry(name).orElse(name);
        return entry.equals(name) ? "" : "; reached from " + entry;
    }
}
