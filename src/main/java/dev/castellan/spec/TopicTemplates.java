package dev.castellan.spec;

import dev.castellan.problem.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Gives each topic of a spec the fields of the templates whose pattern its name matches.
///
/// A field, or a property within `config`, is the topic's own where it has it, else that of the pattern with the most
/// letters of its own: `events-audit-*` before `events-*` before `*`.
final class TopicTemplates {
    static final String FIELD = "topic-templates";

    private final List<Problem> problems;

    TopicTemplates(List<Problem> problems) {
        this.problems = problems;
    }

    /// @param root a spec with all that it includes
    Yaml.Mapping into(Yaml.Mapping root) {
        if (!(root.get(FIELD).orElse(null) instanceof Yaml.Mapping templates)) {
            return root;
        }
        List<Yaml.Entry> specificFirst = templates.entries().stream()
                .sorted(Comparator.comparingInt(
                        entry -> -entry.key().replace("*", "").length()))
                .toList();
        List<Yaml.Entry> topics =
                root.get("topics").orElse(null) instanceof Yaml.Mapping mapping ? mapping.entries() : List.of();
        warn(specificFirst, topics);
        List<Yaml.Entry> entries = new ArrayList<>();
        for (Yaml.Entry entry : root.entries()) {
            boolean isTopics = entry.key().equals("topics");
            entries.add(isTopics ? with(entry, all(topics, specificFirst)) : entry);
        }
        return new Yaml.Mapping(entries, root.location());
    }

    private void warn(List<Yaml.Entry> templates, List<Yaml.Entry> topics) {
        for (Yaml.Entry template : templates) {
            if (topics.stream().noneMatch(topic -> matches(template, topic))) {
                problems.add(Problem.warning(
                        template.location().toString(),
                        "no topic of the spec is called " + template.key(),
                        "a template only fills in what topics: leaves open"));
            }
        }
    }

    private static List<Yaml.Entry> all(List<Yaml.Entry> topics, List<Yaml.Entry> templates) {
        List<Yaml.Entry> all = new ArrayList<>();
        for (Yaml.Entry topic : topics) {
            Yaml value = topic.value();
            for (Yaml.Entry template : templates) {
                value = matches(template, topic) ? over(value, template.value()) : value;
            }
            all.add(with(topic, value));
        }
        return all;
    }

    private static boolean matches(Yaml.Entry template, Yaml.Entry topic) {
        String pattern =
                Stream.of(template.key().split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return topic.key().matches(pattern);
    }

    /// What the first says, and of the other what the first does not say.
    private static Yaml over(Yaml first, Yaml other) {
        if (first instanceof Yaml.Scalar scalar && scalar.isNothing()) {
            return other;
        }
        if (!(first instanceof Yaml.Mapping own) || !(other instanceof Yaml.Mapping template)) {
            return first;
        }
        Map<String, Yaml.Entry> fields = new LinkedHashMap<>();
        own.entries().forEach(entry -> fields.put(entry.key(), entry));
        for (Yaml.Entry entry : template.entries()) {
            fields.merge(entry.key(), entry, (mine, theirs) -> with(mine, over(mine.value(), theirs.value())));
        }
        return new Yaml.Mapping(List.copyOf(fields.values()), own.location());
    }

    private static Yaml.Entry with(Yaml.Entry entry, Yaml value) {
        return new Yaml.Entry(entry.key(), entry.location(), value);
    }

    private static Yaml.Entry with(Yaml.Entry entry, List<Yaml.Entry> values) {
        return with(entry, new Yaml.Mapping(values, entry.value().location()));
    }
}
