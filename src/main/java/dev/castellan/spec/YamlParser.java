package dev.castellan.spec;

import dev.castellan.problem.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Turns text into [Yaml], keeping the place of every node; collects what is wrong with the syntax.
final class YamlParser {
    private final String file;
    private final List<Problem> problems;

    YamlParser(String file, List<Problem> problems) {
        this.file = file;
        this.problems = problems;
    }

    /// The document; empty when the text is empty or cannot be parsed at all.
    Optional<Yaml> parse(String text) {
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(file)
                    .setAllowNonScalarKeys(true)
                    .build();
            return new Compose(settings).composeString(text).map(this::convert);
        } catch (MarkedYamlEngineException e) {
            String at = e.getProblemMark()
                    .map(this::location)
                    .map(Location::toString)
                    .orElse(file);
            problems.add(Problem.error(at, "this is not YAML: " + said(e), "check the indentation and quotes here"));
        } catch (YamlEngineException e) {
            problems.add(Problem.error(file, "this is not YAML: " + e.getMessage(), "check the file's encoding"));
        }
        return Optional.empty();
    }

    /// `while scanning a quoted scalar from cluster.yaml:3, found unexpected end of stream`.
    private String said(MarkedYamlEngineException e) {
        if (e.getContext() == null || e.getContext().isEmpty()) {
            return e.getProblem();
        }
        String from = e.getContextMark()
                .filter(mark -> e.getProblemMark().stream().noneMatch(at -> at.getLine() == mark.getLine()))
                .map(mark -> " from " + location(mark).brief())
                .orElse("");
        return e.getContext() + from + ", " + e.getProblem();
    }

    private Yaml convert(Node node) {
        Location at = node.getStartMark().map(this::location).orElse(new Location(file, 1, 1));
        if (node.isRecursive()) {
            problems.add(Problem.error(at.toString(), "this holds an alias of itself", "write it out"));
            return new Yaml.Scalar("", Yaml.Nothing.YES, at);
        }
        return switch (node) {
            case ScalarNode scalar ->
                new Yaml.Scalar(
                        scalar.getTag().equals(Tag.NULL) ? "" : scalar.getValue(),
                        scalar.getTag().equals(Tag.NULL) ? Yaml.Nothing.YES : Yaml.Nothing.NO,
                        at);
            case SequenceNode sequence ->
                new Yaml.Sequence(
                        sequence.getValue().stream().map(this::convert).toList(), at);
            case MappingNode mapping -> new Yaml.Mapping(entries(mapping), at);
            default -> throw new YamlEngineException("an alias that points nowhere");
        };
    }

    private List<Yaml.Entry> entries(MappingNode mapping) {
        List<Yaml.Entry> entries = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Location at = tuple.getKeyNode().getStartMark().map(this::location).orElse(new Location(file, 1, 1));
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.add(Problem.error(at.toString(), "a name must be plain text", "write name: value"));
            } else if (!seen.add(key.getValue())) {
                problems.add(Problem.error(at.toString(), "\"" + key.getValue() + "\" stands here twice", "keep one"));
            } else {
                entries.add(new Yaml.Entry(key.getValue(), at, convert(tuple.getValueNode())));
            }
        }
        return entries;
    }

    private Location location(Mark mark) {
        return new Location(file, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
