package dev.castellan.spec;

import dev.castellan.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// Takes the topics and users of further files into a spec, each name once.
final class Inclusion {
    private static final List<String> PARTS = List.of(TopicTemplates.FIELD, "topics", "users");

    private final SpecReader.Files files;
    private final Variables variables;
    private final List<Problem> problems;
    private final StringBuilder texts = new StringBuilder();

    Inclusion(SpecReader.Files files, Variables variables, List<Problem> problems) {
        this.files = files;
        this.variables = variables;
        this.problems = problems;
    }

    /// @param root the main file, as far as it fits
    /// @return the same with what the files under `include` add
    Yaml.Mapping into(Yaml.Mapping root) {
        if (!(root.get("include").orElse(null) instanceof Yaml.Sequence patterns)) {
            return root;
        }
        List<Yaml.Mapping> parts = new ArrayList<>(List.of(root));
        for (Yaml pattern : patterns.elements()) {
            if (pattern instanceof Yaml.Scalar scalar) {
                parts.addAll(read(scalar));
            }
        }
        List<Yaml.Entry> entries = new ArrayList<>(root.entries());
        entries.removeIf(entry -> PARTS.contains(entry.key()));
        for (String part : PARTS) {
            merged(part, parts).ifPresent(entries::add);
        }
        return new Yaml.Mapping(entries, root.location());
    }

    /// The texts of all files that were read, one behind the other.
    String texts() {
        return texts.toString();
    }

    private List<Yaml.Mapping> read(Yaml.Scalar pattern) {
        SortedMap<String, String> found = files.matching(pattern.text());
        if (found.isEmpty()) {
            problems.add(Problem.error(
                    pattern.location().toString(),
                    "no file matches " + pattern.text(),
                    "paths begin at the folder of this file"));
        }
        List<Yaml.Mapping> mappings = new ArrayList<>();
        found.forEach((name, text) -> {
            texts.append(text);
            new YamlParser(name, problems)
                    .parse(text)
                    .filter(yaml -> !(yaml instanceof Yaml.Scalar scalar && scalar.isNothing()))
                    .flatMap(variables::into)
                    .flatMap(yaml -> new ShapeCheck(problems).fit(yaml, SpecShape.INCLUDED))
                    .filter(Yaml.Mapping.class::isInstance)
                    .map(Yaml.Mapping.class::cast)
                    .ifPresent(mappings::add);
        });
        return mappings;
    }

    private Optional<Yaml.Entry> merged(String part, List<Yaml.Mapping> files) {
        Map<String, Yaml.Entry> named = new LinkedHashMap<>();
        Optional<Yaml.Entry> first = Optional.empty();
        for (Yaml.Mapping file : files) {
            for (Yaml.Entry entry : file.entries()) {
                if (entry.key().equals(part) && entry.value() instanceof Yaml.Mapping mapping) {
                    first = first.or(() -> Optional.of(entry));
                    mapping.entries().forEach(one -> add(one, part, named));
                }
            }
        }
        return first.map(entry -> new Yaml.Entry(
                part, entry.location(), new Yaml.Mapping(List.copyOf(named.values()), entry.location())));
    }

    private void add(Yaml.Entry entry, String part, Map<String, Yaml.Entry> named) {
        Yaml.Entry other = named.putIfAbsent(entry.key(), entry);
        if (other != null) {
            problems.add(Problem.error(
                    entry.location().toString(),
                    "the " + part.substring(0, part.length() - 1) + " " + entry.key() + " stands at "
                            + other.location().brief() + " already",
                    "keep one"));
        }
    }
}
