package dev.castellan.cli;

import dev.castellan.cli.bench.BenchClient;
import dev.castellan.cli.bench.BenchCompare;
import dev.castellan.cli.bench.BenchConsume;
import dev.castellan.cli.bench.BenchEndToEnd;
import dev.castellan.cli.bench.BenchGroup;
import dev.castellan.cli.bench.BenchLatency;
import dev.castellan.cli.bench.BenchProduce;
import dev.castellan.cli.bench.BenchPromise;
import dev.castellan.cli.bench.BenchThroughput;
import dev.castellan.cli.bench.TuneVerb;
import dev.castellan.cli.certs.CertsGroup;
import dev.castellan.cli.certs.ListCerts;
import dev.castellan.cli.certs.RecoverCerts;
import dev.castellan.cli.certs.RenewCerts;
import dev.castellan.cli.certs.RotateCa;
import dev.castellan.cli.cluster.BrokersVerb;
import dev.castellan.cli.cluster.ConfigsGroup;
import dev.castellan.cli.cluster.DescribeConfigs;
import dev.castellan.cli.cluster.ExportVerb;
import dev.castellan.cli.cluster.FeaturesVerb;
import dev.castellan.cli.cluster.QuorumVerb;
import dev.castellan.cli.cluster.SetConfigs;
import dev.castellan.cli.connect.CheckPlugin;
import dev.castellan.cli.connect.ConnectDoctor;
import dev.castellan.cli.connect.ConnectGroup;
import dev.castellan.cli.connect.ConnectStatus;
import dev.castellan.cli.connect.ConnectorOffsets;
import dev.castellan.cli.connect.DeleteConnector;
import dev.castellan.cli.connect.MirrorsGroup;
import dev.castellan.cli.connect.MirrorsStatus;
import dev.castellan.cli.connect.PauseConnector;
import dev.castellan.cli.connect.ResetConnector;
import dev.castellan.cli.connect.RestartConnector;
import dev.castellan.cli.connect.ResumeConnector;
import dev.castellan.cli.connect.StopConnector;
import dev.castellan.cli.data.Consume;
import dev.castellan.cli.data.Produce;
import dev.castellan.cli.drill.DrillFaults;
import dev.castellan.cli.drill.DrillUndo;
import dev.castellan.cli.drill.DrillVerb;
import dev.castellan.cli.groups.DeleteGroups;
import dev.castellan.cli.groups.DescribeGroups;
import dev.castellan.cli.groups.GroupsGroup;
import dev.castellan.cli.groups.LagVerb;
import dev.castellan.cli.groups.ListGroups;
import dev.castellan.cli.groups.ResetGroup;
import dev.castellan.cli.keep.ApplyCommand;
import dev.castellan.cli.keep.CheckCommand;
import dev.castellan.cli.keep.DestroyCommand;
import dev.castellan.cli.keep.DownCommand;
import dev.castellan.cli.keep.FinalizeCommand;
import dev.castellan.cli.keep.HistoryCommand;
import dev.castellan.cli.keep.InitCommand;
import dev.castellan.cli.keep.PlanCommand;
import dev.castellan.cli.keep.SchemaCommand;
import dev.castellan.cli.keep.StatusCommand;
import dev.castellan.cli.keep.UpCommand;
import dev.castellan.cli.monitoring.MonitoringGroup;
import dev.castellan.cli.monitoring.ServeVerb;
import dev.castellan.cli.monitoring.WriteMonitoring;
import dev.castellan.cli.node.ExplainCommand;
import dev.castellan.cli.node.KillCommand;
import dev.castellan.cli.node.LogsCommand;
import dev.castellan.cli.node.RestartCommand;
import dev.castellan.cli.node.StartCommand;
import dev.castellan.cli.node.StopCommand;
import dev.castellan.cli.secrets.BackupSecrets;
import dev.castellan.cli.secrets.RestoreSecrets;
import dev.castellan.cli.secrets.SealSecrets;
import dev.castellan.cli.secrets.SecretsGroup;
import dev.castellan.cli.secrets.UnsealSecrets;
import dev.castellan.cli.topics.AlterTopic;
import dev.castellan.cli.topics.CreateTopic;
import dev.castellan.cli.topics.DeleteTopics;
import dev.castellan.cli.topics.DescribeTopics;
import dev.castellan.cli.topics.ListTopics;
import dev.castellan.cli.topics.TopicsGroup;
import dev.castellan.cli.users.AclsGroup;
import dev.castellan.cli.users.ListAcls;
import dev.castellan.cli.users.ListUsers;
import dev.castellan.cli.users.RotateUser;
import dev.castellan.cli.users.ShowUserConfig;
import dev.castellan.cli.users.UsersGroup;
import dev.castellan.cli.verb.Group;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.problem.ExitCode;
import java.lang.reflect.Constructor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The table of verbs, and the command line made from it.
///
/// Only the verb that is asked for is built: picocli reads each command class by reflection, and forty of them
/// would cost more than the call to Kafka does.
final class Commands {
    /// What the completion script calls: `castellan __complete WORD...`.
    private static final String COMPLETE = "__complete";

    private final Tools tools;
    private final Map<String, Class<? extends Verb>> verbs = table();

    private Commands(Tools tools) {
        this.tools = tools;
    }

    /// A new verb is one line here; `topics list` goes under the group `topics`.
    private static Map<String, Class<? extends Verb>> table() {
        Map<String, Class<? extends Verb>> table = new LinkedHashMap<>();
        keeping(table);
        inside(table);
        return table;
    }

    /// The verbs about a cluster that Castellan keeps, and its nodes.
    private static void keeping(Map<String, Class<? extends Verb>> table) {
        table.put("up", UpCommand.class);
        table.put("down", DownCommand.class);
        table.put("destroy", DestroyCommand.class);
        table.put("status", StatusCommand.class);
        table.put("init", InitCommand.class);
        table.put("schema", SchemaCommand.class);
        table.put("check", CheckCommand.class);
        table.put("plan", PlanCommand.class);
        table.put("apply", ApplyCommand.class);
        table.put("finalize", FinalizeCommand.class);
        table.put("start", StartCommand.class);
        table.put("stop", StopCommand.class);
        table.put("restart", RestartCommand.class);
        table.put("kill", KillCommand.class);
        table.put("logs", LogsCommand.class);
        table.put("history", HistoryCommand.class);
        table.put("explain", ExplainCommand.class);
        table.put("drill", DrillVerb.class);
        table.put("drill faults", DrillFaults.class);
        table.put("drill undo", DrillUndo.class);
    }

    /// The verbs about what is inside a cluster, and about Castellan itself.
    private static void inside(Map<String, Class<? extends Verb>> table) {
        table.put("topics", TopicsGroup.class);
        table.put("topics list", ListTopics.class);
        table.put("topics describe", DescribeTopics.class);
        table.put("topics create", CreateTopic.class);
        table.put("topics alter", AlterTopic.class);
        table.put("topics delete", DeleteTopics.class);
        table.put("produce", Produce.class);
        table.put("consume", Consume.class);
        table.put("groups", GroupsGroup.class);
        table.put("groups list", ListGroups.class);
        table.put("groups describe", DescribeGroups.class);
        table.put("groups reset", ResetGroup.class);
        table.put("groups delete", DeleteGroups.class);
        table.put("lag", LagVerb.class);
        table.put("serve", ServeVerb.class);
        table.put("monitoring", MonitoringGroup.class);
        table.put("monitoring write", WriteMonitoring.class);
        access(table);
        table.put("quorum", QuorumVerb.class);
        table.put("brokers", BrokersVerb.class);
        table.put("configs", ConfigsGroup.class);
        table.put("configs describe", DescribeConfigs.class);
        table.put("configs set", SetConfigs.class);
        table.put("features", FeaturesVerb.class);
        table.put("export", ExportVerb.class);
        connect(table);
        benchmarks(table);
        table.put("completion", CompletionGroup.class);
        table.put("completion bash", CompletionScript.class);
        table.put("help", HelpVerb.class);
        table.put("version", VersionVerb.class);
        table.put("__train", Training.class);
    }

    private static void connect(Map<String, Class<? extends Verb>> table) {
        table.put("connect", ConnectGroup.class);
        table.put("connect check", CheckPlugin.class);
        table.put("connect doctor", ConnectDoctor.class);
        table.put("connect status", ConnectStatus.class);
        table.put("connect pause", PauseConnector.class);
        table.put("connect resume", ResumeConnector.class);
        table.put("connect stop", StopConnector.class);
        table.put("connect restart", RestartConnector.class);
        table.put("connect offsets", ConnectorOffsets.class);
        table.put("connect reset", ResetConnector.class);
        table.put("connect delete", DeleteConnector.class);
        table.put("mirrors", MirrorsGroup.class);
        table.put("mirrors status", MirrorsStatus.class);
    }

    private static void benchmarks(Map<String, Class<? extends Verb>> table) {
        table.put("bench", BenchGroup.class);
        table.put("bench produce", BenchProduce.class);
        table.put("bench consume", BenchConsume.class);
        table.put("bench end-to-end", BenchEndToEnd.class);
        table.put("bench throughput", BenchThroughput.class);
        table.put("bench latency", BenchLatency.class);
        table.put("bench promise", BenchPromise.class);
        table.put("bench compare", BenchCompare.class);
        table.put("__bench", BenchClient.class);
        table.put("tune", TuneVerb.class);
    }

    private static void access(Map<String, Class<? extends Verb>> table) {
        table.put("users", UsersGroup.class);
        table.put("users list", ListUsers.class);
        table.put("users show-config", ShowUserConfig.class);
        table.put("users rotate", RotateUser.class);
        table.put("certs", CertsGroup.class);
        table.put("certs list", ListCerts.class);
        table.put("certs renew", RenewCerts.class);
        table.put("certs rotate-ca", RotateCa.class);
        table.put("certs recover", RecoverCerts.class);
        table.put("secrets", SecretsGroup.class);
        table.put("secrets seal", SealSecrets.class);
        table.put("secrets unseal", UnsealSecrets.class);
        table.put("secrets backup", BackupSecrets.class);
        table.put("secrets restore", RestoreSecrets.class);
        table.put("acls", AclsGroup.class);
        table.put("acls list", ListAcls.class);
    }

    static Ready line(Tools tools, String... arguments) {
        if (arguments.length > 0 && arguments[0].equals(COMPLETE)) {
            return words -> complete(tools, List.of(words).subList(1, words.length));
        }
        CommandLine line = commandLine(tools, arguments);
        return words -> {
            List<CommandLine> parsed = line.parseArgs(words).asCommandLineList();
            for (CommandLine asked : parsed) {
                if (asked.isUsageHelpRequested()) {
                    tools.console().out().println(asked.getParent() == null ? help() : usage(asked));
                    return ExitCode.DONE;
                }
            }
            Verb verb = parsed.getLast().getCommand();
            return verb.call();
        };
    }

    /// Half a command line is no command line: it never goes through the parser.
    private static ExitCode complete(Tools tools, List<String> words) {
        try {
            new Completion(tools, words)
                    .candidates()
                    .forEach(candidate -> tools.console().out().println(candidate));
        } catch (RuntimeException nothingToOffer) {
            return ExitCode.DONE;
        }
        return ExitCode.DONE;
    }

    /// A command line, ready to be run.
    interface Ready {
        ExitCode run(String... arguments);
    }

    /// The commands that these words need; all of them when the first word is no verb.
    static CommandLine commandLine(Tools tools, String... arguments) {
        return new Commands(tools).build(arguments);
    }

    static String help() {
        return RootHelp.text(table());
    }

    static String usage(CommandLine line) {
        return line.setUsageHelpWidth(100).getUsageMessage().stripTrailing();
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
    @Command(name = "castellan", description = "The keeper of Apache Kafka clusters.")
    static final class RootCommand extends Group {
        private final Tools tools;

        RootCommand(Tools tools) {
            this.tools = tools;
        }

        @Override
        public ExitCode call() {
            tools.console().out().println(help());
            return ExitCode.DONE;
        }
    }
}
