package dev.castellan.cli;

import dev.castellan.cli.keep.ApplyCommand;
import dev.castellan.cli.keep.DestroyCommand;
import dev.castellan.cli.keep.DownCommand;
import dev.castellan.cli.keep.InitCommand;
import dev.castellan.cli.keep.PlanCommand;
import dev.castellan.cli.keep.SchemaCommand;
import dev.castellan.cli.keep.StatusCommand;
import dev.castellan.cli.keep.UpCommand;
import dev.castellan.cli.node.KillCommand;
import dev.castellan.cli.node.LogsCommand;
import dev.castellan.cli.node.RestartCommand;
import dev.castellan.cli.node.StartCommand;
import dev.castellan.cli.node.StopCommand;
import dev.castellan.problem.ExitCode;
import java.lang.reflect.Constructor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The table of verbs, and the command line made from it.
///
/// Only the verb that is asked for is built: picocli reads each command class by reflection, and forty of them
/// would cost more than the call to Kafka does.
final class Commands {
    private final Tools tools;
    private final Map<String, Class<? extends Verb>> verbs = table();

    private Commands(Tools tools) {
        this.tools = tools;
    }

    /// A new verb is one line here; `topics list` goes under the group `topics`.
    private static Map<String, Class<? extends Verb>> table() {
        Map<String, Class<? extends Verb>> table = new LinkedHashMap<>();
        table.put("up", UpCommand.class);
        table.put("down", DownCommand.class);
        table.put("destroy", DestroyCommand.class);
        table.put("status", StatusCommand.class);
        table.put("init", InitCommand.class);
        table.put("schema", SchemaCommand.class);
        table.put("plan", PlanCommand.class);
        table.put("apply", ApplyCommand.class);
        table.put("start", StartCommand.class);
        table.put("stop", StopCommand.class);
        table.put("restart", RestartCommand.class);
        table.put("kill", KillCommand.class);
        table.put("logs", LogsCommand.class);
        return table;
    }

    static Ready line(Tools tools, String... arguments) {
        CommandLine line = new Commands(tools).build(arguments);
        return words -> {
            CommandLine.ParseResult parsed = line.parseArgs(words);
            Integer helped = CommandLine.executeHelpRequest(parsed);
            if (helped != null) {
                return ExitCode.DONE;
            }
            CommandLine chosen = parsed.asCommandLineList().getLast();
            Verb verb = chosen.getCommand();
            return verb.call();
        };
    }

    /// A command line, ready to be run.
    interface Ready {
        ExitCode run(String... arguments);
    }

    /// The whole tree, for help and completion.
    static CommandLine whole(Tools tools) {
        return new Commands(tools).build();
    }

    private CommandLine build(String... arguments) {
        CommandLine root = commandLine(RootCommand.class);
        String first = arguments.length > 0 ? arguments[0] : "";
        if (verbs.containsKey(first)) {
            add(root, first, arguments.length > 1 ? first + " " + arguments[1] : "");
        } else {
            verbs.keySet().stream().filter(path -> !path.contains(" ")).forEach(path -> add(root, path, ""));
        }
        return root;
    }

    private void add(CommandLine root, String path, String childPath) {
        CommandLine group = commandLine(Objects.requireNonNull(verbs.get(path)));
        root.addSubcommand(path, group);
        if (verbs.containsKey(childPath)) {
            group.addSubcommand(
                    childPath.substring(path.length() + 1), commandLine(Objects.requireNonNull(verbs.get(childPath))));
            return;
        }
        verbs.forEach((name, type) -> {
            if (name.startsWith(path + " ")) {
                group.addSubcommand(name.substring(path.length() + 1), commandLine(type));
            }
        });
    }

    private CommandLine commandLine(Class<? extends Verb> type) {
        return new CommandLine(create(type), this::createAny);
    }

    private <K> K createAny(Class<K> type) throws Exception {
        return create(type);
    }

    private <K> K create(Class<K> type) {
        try {
            for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == Tools.class) {
                    constructor.setAccessible(true);
                    return type.cast(constructor.newInstance(tools));
                }
            }
            return CommandLine.defaultFactory().create(type);
        } catch (Exception e) {
            throw new IllegalStateException("no usable constructor: " + type, e);
        }
    }

    /// `castellan` itself.
    @Command(name = "castellan", description = "The keeper of Apache Kafka clusters.", mixinStandardHelpOptions = true)
    static final class RootCommand extends Group {}
}
