package dev.castellan.spec;

import dev.castellan.problem.Problem;
import dev.castellan.problem.Suggest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts the values of the main file's `variables` where `${name}` stands, in names and values, in every file.
///
/// What has a colon within the braces is Kafka's own (`${env:NAME}`, KIP-297) and is passed on. `$${name}` is for
/// whoever wants the braces themselves.
final class Variables {
    static final String FIELD = "variables";

    /// One use: whether it is meant as it stands, and the name.
    static final Pattern USE = Pattern.compile("(\\$?)\\$\\{([A-Za-z0-9_-]+)\\}");

    private final Map<String, String> values = new TreeMap<>();
    private final List<Problem> problems;

    /// @param root the main file as it was parsed
    Variables(Yaml root, List<Problem> problems) {
        this.problems = problems;
        if (SpecBuilder.get(root, FIELD).orElse(null) instanceof Yaml.Mapping mapping) {
            for (Yaml.Entry entry : mapping.entries()) {
                if (entry.value() instanceof Yaml.Scalar scalar) {
                    values.put(entry.key(), scalar.text());
                }
            }
        }
    }

    /// Text that a spec reads as this.
    static String quoted(String text) {
        return USE.matcher(text).replaceAll("\\$$0");
    }

    /// The same with the values in place; empty where it names a variable that nobody knows.
    Optional<Yaml> into(Yaml yaml) {
        return switch (yaml) {
            case Yaml.Scalar scalar ->
                text(scalar.text(), scalar.location())
                        .map(text -> new Yaml.Scalar(text, scalar.nothing(), scalar.location()));
            case Yaml.Sequence sequence ->
                Optional.of(new Yaml.Sequence(
                        sequence.elements().stream()
                                .flatMap(element -> into(element).stream())
                                .toList(),
                        sequence.location()));
            case Yaml.Mapping mapping -> Optional.of(new Yaml.Mapping(entries(mapping), mapping.location()));
        };
    }

    private List<Yaml.Entry> entries(Yaml.Mapping mapping) {
        List<Yaml.Entry> entries = new ArrayList<>();
        for (Yaml.Entry entry : mapping.entries()) {
            if (entry.key().equals(FIELD)) {
                entries.add(entry);
                continue;
            }
            Optional<String> key = text(entry.key(), entry.location());
            Optional<Yaml> value = into(entry.value());
            if (key.isPresent() && value.isPresent()) {
                entries.add(new Yaml.Entry(key.get(), entry.location(), value.get()));
            }
        }
        return entries;
    }

    private Optional<String> text(String text, Location at) {
        if (text.indexOf('$') < 0) {
            return Optional.of(text);
        }
        boolean known = true;
        StringBuilder replaced = new StringBuilder();
        Matcher matcher = USE.matcher(text);
        while (matcher.find()) {
            String name = matcher.group(2);
            String value = matcher.group(1).isEmpty() ? values.get(name) : "${" + name + "}";
            if (value == null) {
                known = false;
                problems.add(Problem.error(
                        at.toString(),
                        "there is no variable \"" + name + "\"",
                        Suggest.hint(name, values.keySet(), "give it a value under variables: in the main file")));
            }
            matcher.appendReplacement(replaced, Matcher.quoteReplacement(value == null ? "" : value));
        }
        matcher.appendTail(replaced);
        return known ? Optional.of(replaced.toString()) : Optional.empty();
    }
}
