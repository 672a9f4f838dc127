package dev.castellan.connect.link;

import dev.castellan.problem.Problem;
import dev.castellan.spec.KafkaVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What missing references mean for somebody who wants to run the plugin. Pure.
///
/// An error is what a class names that code leads to from an entry, unless that class catches the JVM's refusal, as
/// Kafka advises for what came with later releases (KIP-610). Everything else is a warning.
public final class LinkProblems {
    /// What the JVM throws where a name leads nowhere. Not `NoSuchFieldError`: javac catches it in every switch.
    private static final Set<String> REFUSALS = Set.of(
            "java.lang.NoSuchMethodError",
            "java.lang.NoClassDefFoundError",
            "java.lang.IncompatibleClassChangeError",
            "java.lang.LinkageError");

    private final KafkaVersion kafka;
    private final Catalogue catalogue;
    private final Reach reach;
    private final Set<String> ready;

    private LinkProblems(KafkaVersion kafka, Catalogue catalogue, Reach reach, Set<String> ready) {
        this.kafka = kafka;
        this.catalogue = catalogue;
        this.reach = reach;
        this.ready = ready;
    }

    /// One problem for each thing that is missing, errors first.
    public static List<Problem> of(KafkaVersion kafka, Collection<ClassFile> own, Catalogue catalogue, Reach reach) {
        Set<String> ready = own.stream()
                .filter(file -> file.mentions().anyMatch(REFUSALS::contains))
                .map(ClassFile::name)
                .collect(Collectors.toSet());
        var problems = new LinkProblems(kafka, catalogue, reach, ready);
        Map<Reference, List<String>> places = new LinkedHashMap<>();
        Linkage.missing(own, catalogue)
                .forEach(missing -> places.computeIfAbsent(missing.what(), what -> new ArrayList<>())
                        .add(missing.from()));
        return places.entrySet().stream()
                .map(place -> problems.problem(place.getKey(), place.getValue()))
                .sorted(Comparator.comparing(Problem::severity))
                .toList();
    }

    /// @param from the classes that name it
    private Problem problem(Reference what, List<String> from) {
        String said =
                "names " + what.text() + ", which Kafka " + kafka + " does not have" + instead(what) + others(from);
        List<String> unready =
                from.stream().filter(name -> !ready.contains(name)).toList();
        Optional<String> met =
                unready.stream().filter(name -> reach.entry(name).isPresent()).findFirst();
        if (met.isPresent()) {
            String entry = reach.entry(met.get()).orElseThrow();
            return Problem.error(
                    met.get(), said + (entry.equals(met.get()) ? "" : "; code leads there from " + entry), "");
        }
        Optional<String> named =
                unready.stream().filter(reach.byName()::containsKey).findFirst();
        if (named.isPresent()) {
            return Problem.warning(named.get(), said + "; it runs only where a setting or a service picks it", "");
        }
        return unready.isEmpty()
                ? Problem.warning(from.getFirst(), said + "; it is ready to do without", "")
                : Problem.warning(unready.getFirst(), said + "; nothing leads there from what was looked at", "");
    }

    private String instead(Reference what) {
        Set<Member> alike = what.kind() == Reference.Kind.METHOD ? catalogue.alike(what) : Set.of();
        Optional<Member> twin = alike.stream()
                .filter(member -> member.text().equals(what.member().text()))
                .findFirst();
        if (twin.isPresent()) {
            return " (there it gives " + Descriptors.result(twin.get().descriptor()) + ", not "
                    + Descriptors.result(what.descriptor()) + ")";
        }
        return alike.isEmpty()
                ? ""
                : alike.stream().map(Member::text).sorted().collect(Collectors.joining(", ", " (it has ", ")"));
    }

    private static String others(List<String> from) {
        return switch (from.size()) {
            case 1 -> "";
            case 2 -> "; so does 1 other class";
            default -> "; so do " + (from.size() - 1) + " other classes";
        };
    }
}
