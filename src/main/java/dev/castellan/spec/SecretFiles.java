package dev.castellan.spec;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lets what a connector's config refers to begin at the folder of the spec, as its other paths do:
/// `${file:secrets.properties:cdc}`. The worker that reads it stands elsewhere.
final class SecretFiles {
    /// By the names that workers have for Kafka's own providers; a path that begins at the root is one already.
    private static final Pattern RELATIVE = Pattern.compile("(?<=\\$\\{(?:file|directory):)[^/:{}]+(?:/[^:{}]*)?");

    private SecretFiles() {}

    /// The same with paths that begin at the root.
    static Yaml absolute(Yaml config, UnaryOperator<String> absolute) {
        return switch (config) {
            case Yaml.Scalar scalar ->
                new Yaml.Scalar(absolute(scalar.text(), absolute), scalar.nothing(), scalar.location());
            case Yaml.Sequence sequence ->
                new Yaml.Sequence(
                        sequence.elements().stream()
                                .map(element -> absolute(element, absolute))
                                .toList(),
                        sequence.location());
            case Yaml.Mapping mapping ->
                new Yaml.Mapping(
                        mapping.entries().stream()
                                .map(entry -> new Yaml.Entry(
                                        entry.key(), entry.location(), absolute(entry.value(), absolute)))
                                .toList(),
                        mapping.location());
        };
    }

    private static String absolute(String text, UnaryOperator<String> absolute) {
        return RELATIVE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(absolute.apply(match.group())));
    }
}
