package dev.castellan.spec;

import dev.castellan.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Takes connectors into a spec that stand in JSON files of their own, in the form that Connect's REST interface
/// takes: `{"name": ..., "config": {...}}`, or the config alone.
///
/// What is in them is the connector's: no variable of the spec is put in its place there.
final class ConnectorFiles {
    private static final String CONFIG = "config";

    private final SpecReader.Files files;
    private final List<Problem> problems;
    private final StringBuilder texts = new StringBuilder();

    ConnectorFiles(SpecReader.Files files, List<Problem> problems) {
        this.files = files;
        this.problems = problems;
    }

    /// The same spec with the config of every connector in it.
    Yaml.Mapping into(Yaml.Mapping root) {
        List<Yaml.Entry> entries = new ArrayList<>();
        for (Yaml.Entry entry : root.entries()) {
            boolean connectors = entry.key().equals("connectors") && entry.value() instanceof Yaml.Mapping;
            entries.add(
                    connectors
                            ? new Yaml.Entry(entry.key(), entry.location(), connectors((Yaml.Mapping) entry.value()))
                            : entry);
        }
        return new Yaml.Mapping(entries, root.location());
    }

    /// The texts of all files that were read, one behind the other.
    String texts() {
        return texts.toString();
    }

    private Yaml.Mapping connectors(Yaml.Mapping written) {
        return new Yaml.Mapping(written.entries().stream().map(this::connector).toList(), written.location());
    }

    private Yaml.Entry connector(Yaml.Entry connector) {
        Optional<Yaml> file = SpecBuilder.get(connector.value(), "file");
        boolean hasConfig = SpecBuilder.get(connector.value(), CONFIG).isPresent();
        if (file.isPresent() == hasConfig) {
            problems.add(Problem.error(
                    connector.location().toString(),
                    "connector " + connector.key()
                            + (hasConfig ? " has its config here and in a file" : " has no config"),
                    hasConfig ? "keep one" : "write config:, or file: with the JSON that Connect takes"));
            return connector;
        }
        return file.filter(Yaml.Scalar.class::isInstance)
                .flatMap(path -> config(connector, (Yaml.Scalar) path))
                .map(config -> with(connector, config))
                .orElse(connector);
    }

    private static Yaml.Entry with(Yaml.Entry connector, Yaml.Entry config) {
        List<Yaml.Entry> fields = new ArrayList<>(((Yaml.Mapping) connector.value()).entries());
        fields.add(config);
        return new Yaml.Entry(
                connector.key(),
                connector.location(),
                new Yaml.Mapping(fields, connector.value().location()));
    }

    private Optional<Yaml.Entry> config(Yaml.Entry connector, Yaml.Scalar path) {
        SortedMap<String, String> found = files.matching(path.text());
        if (found.size() != 1) {
            problems.add(Problem.error(
                    path.location().toString(),
                    found.isEmpty()
                            ? path.text() + " does not exist"
                            : path.text() + " names " + found.size() + " files, and a connector has one",
                    "paths begin at the folder of this file"));
            return Optional.empty();
        }
        String text = found.values().iterator().next();
        texts.append(text);
        // JSON is YAML but for tabs, and inside its texts there are none.
        return new YamlParser(found.firstKey(), problems)
                .parse(text.replace('\t', ' '))
                .flatMap(yaml -> new ShapeCheck(problems).fit(yaml, shape(yaml)))
                .map(yaml -> named(connector, yaml));
    }

    private static Shape shape(Yaml yaml) {
        return SpecBuilder.get(yaml, CONFIG)
                        .filter(Yaml.Mapping.class::isInstance)
                        .isPresent()
                ? SpecShape.CONNECTOR_FILE
                : SpecShape.CONNECTOR_CONFIG;
    }

    private Yaml.Entry named(Yaml.Entry connector, Yaml yaml) {
        Yaml config = SpecBuilder.get(yaml, CONFIG).orElse(yaml);
        List<Yaml> places = config.equals(yaml) ? List.of(config) : List.of(yaml, config);
        places.stream()
                .flatMap(place -> SpecBuilder.get(place, "name").stream())
                .filter(Yaml.Scalar.class::isInstance)
                .map(Yaml.Scalar.class::cast)
                .filter(name -> !name.text().equals(connector.key()))
                .forEach(name -> problems.add(Problem.error(
                        name.location().toString(),
                        "the file calls the connector " + name.text() + ", and "
                                + connector.location().brief() + " calls it " + connector.key(),
                        "give it one name: Connect keeps offsets by it")));
        return new Yaml.Entry(CONFIG, config.location(), config);
    }
}
