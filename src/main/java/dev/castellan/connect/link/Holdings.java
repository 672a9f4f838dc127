package dev.castellan.connect.link;

import dev.castellan.problem.Problem;
import dev.castellan.problem.Suggest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a plugin holds for Connect, by what its classes inherit from and by its manifests. Pure.
///
/// @param held each class once for each kind that it is of, connectors first
/// @param dangling for each class that a manifest names and no jar has, what it was to be
public record Holdings(List<Held> held, Map<String, String> dangling) {
    public Holdings {
        held = List.copyOf(held);
        dangling = Map.copyOf(dangling);
    }

    /// @param kinds the kinds in words, each with the class or interface that makes a class one
    public static Holdings of(
            Collection<ClassFile> own,
            Catalogue catalogue,
            Map<String, String> kinds,
            Map<String, Set<String>> services) {
        List<Held> held = new ArrayList<>();
        Map<String, String> dangling = new TreeMap<>();
        Set<String> names = own.stream().map(ClassFile::name).collect(Collectors.toSet());
        kinds.forEach((kind, made) -> {
            Set<String> listed = services.getOrDefault(made, Set.of());
            own.stream()
                    .filter(ClassFile::concrete)
                    .filter(file -> catalogue.lineage(file.name()).contains(made))
                    .map(file -> new Held(kind, file.name(), listed.contains(file.name())))
                    .forEach(held::add);
            listed.stream()
                    .filter(name ->
                            !names.contains(name) && !catalogue.classes().containsKey(name))
                    .forEach(name -> dangling.put(name, kind));
        });
        held.sort(Comparator.comparing((Held one) -> !one.isConnector())
                .thenComparing(Held::kind)
                .thenComparing(Held::name));
        return new Holdings(held, dangling);
    }

    public List<String> names() {
        return held.stream().map(Held::name).distinct().toList();
    }

    /// What Connect would be told to use: what is wanted of it, or all that it holds.
    public List<Held> inUse(List<String> wanted) {
        return held.stream()
                .filter(one -> wanted.isEmpty() || wanted.stream().anyMatch(one::answersTo))
                .toList();
    }

    /// What is wrong with it before anything is loaded.
    ///
    /// @param wanted classes that it must hold, by their full names or as short as Connect allows
    public List<Problem> problems(String plugin, List<String> wanted) {
        List<Problem> problems = new ArrayList<>();
        if (held.isEmpty()) {
            problems.add(Problem.error(
                    plugin,
                    "holds nothing that Connect could use: no class of it is a connector, transformation, converter or"
                            + " any other kind of plugin",
                    "name what its makers publish for Connect"));
        } else {
            wanted.stream()
                    .filter(name -> held.stream().noneMatch(one -> one.answersTo(name)))
                    .forEach(name -> problems.add(absent(plugin, name)));
        }
        held.stream()
                .filter(one -> one.isConnector() && !one.listed())
                .forEach(one -> problems.add(Problem.warning(
                        one.name(),
                        "is named by no manifest in META-INF/services: a worker finds it only by looking into every class,"
                                + " and with plugin.discovery=service_load not at all",
                        "")));
        new TreeMap<>(dangling)
                .forEach((name, kind) -> problems.add(Problem.error(
                        name,
                        "is in none of its jars, though a manifest in META-INF/services names it as " + kind,
                        "the plugin is not whole: get it again")));
        return problems;
    }

    private Problem absent(String plugin, String wanted) {
        List<String> known = wanted.contains(".")
                ? names()
                : held.stream().map(Held::simpleName).distinct().toList();
        List<String> connectors =
                held.stream().filter(Held::isConnector).map(Held::name).toList();
        String there = connectors.isEmpty()
                ? "it has no connector at all; it has " + counted(names())
                : "its connectors are " + String.join(", ", connectors);
        return Problem.error(
                plugin, "has no class " + wanted + " that Connect could use", Suggest.hint(wanted, known, there));
    }

    private static String counted(List<String> names) {
        return names.size() <= 5
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, 5)) + " and " + (names.size() - 5) + " more";
    }
}
