package dev.castellan.spec;

import dev.castellan.problem.Problem;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the config of a connector or a mirror refers to beside the spec, `${file:secrets.properties:cdc}`: such
/// paths begin at its folder, as its other paths do, and the worker that reads them stands elsewhere.
final class SecretFiles {
    /// By the name that workers have for Kafka's own provider; a path that begins at the root is one already.
    private static final Pattern FILE = relative("file");

    private static final Pattern DIRECTORY = relative("directory");

    private SecretFiles() {}

    private static Pattern relative(String provider) {
        return Pattern.compile("(?<=\\$\\{" + provider + ":)[^/:{}]+(?:/[^:{}]*)?");
    }

    /// For workers on this machine: the same with paths that begin at the root.
    static ConnectSpec here(ConnectSpec connect, UnaryOperator<String> absolute) {
        return connect.with(value -> replaced(DIRECTORY, replaced(FILE, value, absolute), absolute), new TreeMap<>());
    }

    /// For workers on other machines: the same with paths as the files lie below the folder that each worker runs in.
    ///
    /// @param problems takes what cannot be carried there
    static ConnectSpec carried(ConnectSpec connect, List<Problem> problems) {
        SortedMap<String, String> carried = new TreeMap<>();
        connect.connectors()
                .forEach(connector -> carry(
                        new Referring("connector " + connector.name(), connector.location()),
                        connector.config().values(),
                        carried,
                        problems));
        connect.mirrors()
                .forEach(mirror -> carry(
                        new Referring("mirror " + mirror.alias(), mirror.location()),
                        mirror.config().values(),
                        carried,
                        problems));
        return connect.with(
                value -> replaced(FILE, value, path -> ConnectSpec.CARRIED + "/" + ConnectSpec.carriedName(path)),
                carried);
    }

    /// Who refers to a file, and where that is written.
    private record Referring(String name, Location location) {}

    private static void carry(
            Referring who, Collection<String> values, SortedMap<String, String> carried, List<Problem> problems) {
        for (String value : values) {
            if (DIRECTORY.matcher(value).find()) {
                problems.add(Problem.error(
                        who.location().toString(),
                        who.name() + " refers to a directory beside this file, and workers on hosts cannot read that",
                        "refer to a file, ${file:secrets.properties:cdc}, which is carried to them; or to a"
                                + " directory of theirs by a path from the root"));
            }
            FILE.matcher(value).results().map(MatchResult::group).forEach(path -> {
                String other = carried.putIfAbsent(ConnectSpec.carriedName(path), path);
                if (other != null && !other.equals(path)) {
                    problems.add(Problem.error(
                            who.location().toString(),
                            other + " and " + path + " would have one name on the workers' machines",
                            "give one of them another name"));
                }
            });
        }
    }

    private static String replaced(Pattern paths, String text, UnaryOperator<String> change) {
        return paths.matcher(text).replaceAll(match -> Matcher.quoteReplacement(change.apply(match.group())));
    }
}
