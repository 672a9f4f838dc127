package dev.castellan.spec;

import dev.castellan.problem.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads `cluster.yaml`. Defaults make an empty text valid; every problem is reported in one round.
public final class SpecReader {
    private static final Yaml.Mapping NOTHING = new Yaml.Mapping(List.of(), Location.DEFAULTS);

    private SpecReader() {}

    /// A spec and what is wrong with it. With errors among the problems the spec holds only the parts that fit: enough
    /// for further checks to report theirs in the same round, never to be planned from.
    ///
    /// @param text of the file, and of those it includes
    public record Reading(ClusterSpec spec, List<Problem> problems, String text) {
        public Reading {
            problems = List.copyOf(problems);
        }

        /// The same with more known, and more wrong; what is wrong stays in the order of the file.
        public Reading with(ClusterSpec known, List<Problem> more) {
            List<Problem> all = new ArrayList<>(problems);
            all.addAll(more);
            all.sort(Comparator.comparing(problem -> Location.parse(problem.where()), Location.IN_FILE_ORDER));
            return new Reading(known, all, text);
        }
    }

    /// Where the files are that a spec includes.
    public interface Files {
        /// @param pattern a path, or a pattern of paths, as the spec has it
        /// @return the text of each file by the name to show in messages; empty when there is none
        SortedMap<String, String> matching(String pattern);

        /// The path of a file from the root, for somebody who stands elsewhere.
        ///
        /// @param path as the spec has it
        default String absolute(String path) {
            return path;
        }
    }

    /// A spec that includes no other files.
    public static Reading read(String file, String text) {
        return read(file, text, pattern -> new TreeMap<>());
    }

    /// @param file the name to show in messages, as the user typed it
    public static Reading read(String file, String text, Files files) {
        List<Problem> problems = new ArrayList<>();
        Optional<Yaml> document = new YamlParser(file, problems).parse(text);
        Variables variables = new Variables(document.orElse(NOTHING), problems);
        Optional<Yaml> fitting = document.filter(yaml -> !(yaml instanceof Yaml.Scalar scalar && scalar.isNothing()))
                .flatMap(variables::into)
                .flatMap(yaml -> new ShapeCheck(problems).fit(yaml, SpecShape.ROOT));
        Yaml.Mapping root = fitting.filter(Yaml.Mapping.class::isInstance)
                .map(Yaml.Mapping.class::cast)
                .orElse(NOTHING);
        Inclusion inclusion = new Inclusion(files, variables, problems);
        ConnectorFiles connectors = new ConnectorFiles(files, problems);
        ClusterSpec built =
                new SpecBuilder(connectors.into(new TopicTemplates(problems).into(inclusion.into(root)))).build();
        ClusterSpec spec = built.with(
                built.target() == TargetKind.hosts
                        ? SecretFiles.carried(built.connect(), problems)
                        : SecretFiles.here(built.connect(), files::absolute));
        problems.addAll(SpecRules.check(spec));
        Comparator<Location> mainFileFirst =
                Comparator.comparing(place -> place.file().equals(file) || place.line() == 0 ? "" : place.file());
        problems.sort(Comparator.comparing(
                problem -> Location.parse(problem.where()), mainFileFirst.thenComparing(Location.IN_FILE_ORDER)));
        return new Reading(spec, problems, text + inclusion.texts() + connectors.texts());
    }

    /// What a user gets who has written nothing: three nodes on this machine.
    public static ClusterSpec defaults() {
        return read("", "").spec();
    }

    /// The JSON Schema (2020-12) of `cluster.yaml`, for editors.
    public static Map<String, Object> schema() {
        return JsonSchema.of(SpecShape.ROOT);
    }
}
