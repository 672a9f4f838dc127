package dev.castellan.cli.keep;

import dev.castellan.cli.verb.Tools;
import dev.castellan.connect.link.Held;
import dev.castellan.connect.plugin.Fit;
import dev.castellan.connect.plugin.PluginCheck;
import dev.castellan.connect.plugin.ReleaseConnectors;
import dev.castellan.kafka.distribution.Distribution;
import dev.castellan.kafka.distribution.Plugin;
import dev.castellan.kafka.distribution.Plugins;
import dev.castellan.machine.SafeFiles;
import dev.castellan.problem.Problem;
import dev.castellan.problem.Suggest;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.ConnectorSpec;
import dev.castellan.spec.Location;
import dev.castellan.view.ProgressBar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The plugins of Kafka Connect that a spec names: fetched once, and held against the release before a worker has
/// them. What was found good once, by its content, stays good for that release.
final class WantedPlugins {
    private final Tools tools;
    private final ClusterSpec spec;
    private final Path standing;
    private @Nullable SortedMap<String, Plugin> fetched;

    /// @param standing where relative paths of the spec start
    WantedPlugins(Tools tools, ClusterSpec spec, Path standing) {
        this.tools = tools;
        this.spec = spec;
        this.standing = standing;
    }

    /// By the name that the spec gives each.
    SortedMap<String, Plugin> all() {
        SortedMap<String, Plugin> known = fetched;
        if (known != null) {
            return known;
        }
        Plugins plugins = new Plugins(tools.home().resolve("plugins"), new ProgressBar(tools.console(), tools.clock()));
        SortedMap<String, Plugin> all = new TreeMap<>();
        spec.connect().plugins().forEach((name, from) -> all.put(name, plugins.resolve(from, standing)));
        fetched = all;
        return all;
    }

    /// Why workers of the release could not run them, and which connectors none of them has.
    List<Problem> problems(Supplier<Distribution> release) {
        List<Problem> problems = new ArrayList<>();
        List<Held> connectors = new ArrayList<>();
        all().forEach((name, plugin) -> connectors.addAll(connectors(name, plugin, release, problems)));
        if (problems.isEmpty() && !spec.connect().connectors().isEmpty()) {
            connectors.addAll(ReleaseConnectors.of(release.get()));
            problems.addAll(absent(spec, connectors));
        }
        return problems;
    }

    private List<Held> connectors(String name, Plugin plugin, Supplier<Distribution> release, List<Problem> problems) {
        Path note = tools.home()
                .resolve("cache")
                .resolve("plugin-" + plugin.sha256() + "-fits-kafka-"
                        + spec.kafka().version());
        Optional<String> noted = SafeFiles.read(note);
        if (noted.isPresent()) {
            return noted.get()
                    .lines()
                    .map(line -> line.split("\t", 2))
                    .map(parts -> new Held(parts[0], parts[parts.length - 1], true))
                    .toList();
        }
        Fit fit = new PluginCheck(plugin, List.of()).against(release.get());
        String where = spec.locate("connect.plugins." + name).toString();
        Stream.concat(fit.faults().stream(), fit.problems().stream())
                .filter(Problem::isError)
                .forEach(problem -> problems.add(Problem.error(
                        where,
                        plugin.name() + " does not fit Kafka " + fit.kafka() + ": " + problem.where() + " "
                                + problem.what(),
                        "castellan connect check " + spec.connect().plugins().get(name)
                                + " says which release it fits")));
        List<Held> connectors = fit.usable().stream()
                .map(usable -> new Held(usable.kind(), usable.name(), true))
                .filter(Held::isConnector)
                .toList();
        if (fit.works()) {
            SafeFiles.write(
                    note,
                    connectors.stream()
                            .map(held -> held.kind() + "\t" + held.name() + "\n")
                            .collect(Collectors.joining()));
        }
        return connectors;
    }

    /// @param there what plugins and the release have
    static List<Problem> absent(ClusterSpec spec, List<Held> there) {
        List<Problem> problems = new ArrayList<>();
        for (ConnectorSpec connector : spec.connect().connectors()) {
            String type = connector.config().getOrDefault(ConnectorSpec.CLASS, "");
            if (!type.isEmpty() && there.stream().noneMatch(held -> held.answersTo(type))) {
                String path = "connectors." + connector.name();
                Location own = spec.locate(path + ".config." + ConnectorSpec.CLASS);
                List<String> names = there.stream()
                        .map(held -> type.contains(".") ? held.name() : held.simpleName())
                        .distinct()
                        .sorted()
                        .toList();
                problems.add(Problem.error(
                        (own.equals(Location.DEFAULTS) ? spec.locate(path) : own).toString(),
                        "no plugin has the connector " + type,
                        Suggest.hint(type, names, "there are: " + String.join(", ", names))));
            }
        }
        return problems;
    }
}
