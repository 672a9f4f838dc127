package dev.castellan.cli;

import dev.castellan.cli.verb.ConnectionOptions;
import dev.castellan.cli.verb.Tools;
import dev.castellan.kafka.client.Groups;
import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.kafka.client.Topics;
import dev.castellan.kafka.client.Topics.Scope;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.ConnectorSpec;
import dev.castellan.spec.MirrorConnectors;
import dev.castellan.spec.MirrorSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.UserSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.Node;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// Candidates for the last of the words typed so far, read from the commands themselves.
///
/// What a word may be is told by its label in the help text: TOPIC, GROUP and BROKER are looked up in the running
/// cluster, NODE, USER and CONNECTOR in the spec. A cluster that does not answer within a second and a half has no
/// names, and nothing here ever fails.
final class Completion {
    private static final long BOUND_MILLIS = 1500;

    private final Tools tools;
    private final List<String> words;
    private final String typed;

    /// @param words what stands behind `castellan`, the unfinished word last
    Completion(Tools tools, List<String> words) {
        this.tools = tools;
        this.words = words.isEmpty() ? List.of("") : words;
        this.typed = this.words.getLast();
    }

    List<String> candidates() {
        CommandLine line =
                Commands.commandLine(tools, words.subList(0, words.size() - 1).toArray(String[]::new));
        int depth = 0;
        for (String word : words.subList(0, words.size() - 1)) {
            CommandLine next = line.getSubcommands().get(word);
            if (next == null) {
                break;
            }
            line = next;
            depth++;
        }
        return candidates(line.getCommandSpec(), depth)
                .filter(candidate -> candidate.startsWith(typed))
                .distinct()
                .toList();
    }

    private Stream<String> candidates(CommandSpec command, int depth) {
        OptionSpec open = depth < words.size() - 1 ? optionWithValue(command, words.get(words.size() - 2)) : null;
        if (open != null) {
            return values(open);
        }
        if (typed.startsWith("-")) {
            return command.optionsMap().keySet().stream();
        }
        if (!command.subcommands().isEmpty()) {
            return command.subcommands().entrySet().stream()
                    .filter(verb ->
                            !verb.getValue().getCommandSpec().usageMessage().hidden())
                    .map(Map.Entry::getKey);
        }
        List<PositionalParamSpec> positions = command.positionalParameters();
        int at = Math.min(positionals(command, depth), positions.size() - 1);
        return at < 0 ? Stream.empty() : values(positions.get(at));
    }

    /// How many words that are no options stand between the verb and the word being typed.
    private int positionals(CommandSpec command, int depth) {
        int count = 0;
        for (int i = depth; i < words.size() - 1; i++) {
            boolean isValue = i > depth && optionWithValue(command, words.get(i - 1)) != null;
            count += words.get(i).startsWith("-") || isValue ? 0 : 1;
        }
        return count;
    }

    private static @Nullable OptionSpec optionWithValue(CommandSpec command, String word) {
        OptionSpec option = command.optionsMap().get(word);
        return option != null && option.arity().max() > 0 ? option : null;
    }

    private Stream<String> values(ArgSpec argument) {
        if (argument.completionCandidates() != null) {
            return StreamSupport.stream(argument.completionCandidates().spliterator(), false);
        }
        String label = argument.paramLabel().toUpperCase(Locale.ROOT);
        if (label.startsWith("TOPIC")) {
            return live(kafka -> new Topics(kafka).names(Scope.VISIBLE)).stream();
        }
        if (label.startsWith("GROUP")) {
            return live(kafka -> new Groups(kafka).names()).stream();
        }
        if (label.startsWith("NODE")) {
            return named(spec -> spec.nodes().stream().map(NodeSpec::name));
        }
        if (label.startsWith("USER")) {
            return named(spec -> spec.users().stream().map(UserSpec::name));
        }
        if (label.startsWith("CONNECTOR")) {
            return named(spec -> Stream.concat(
                    spec.connect().connectors().stream().map(ConnectorSpec::name),
                    spec.connect().mirrors().stream().flatMap(Completion::connectors)));
        }
        return label.startsWith("BROKER") ? live(Completion::brokers).stream() : Stream.empty();
    }

    /// Names in the spec, whether the cluster runs or not.
    private Stream<String> named(Function<ClusterSpec, Stream<String>> names) {
        try {
            return names.apply(target().connection.spec().read().spec());
        } catch (RuntimeException unreadable) {
            return Stream.empty();
        }
    }

    private static Stream<String> connectors(MirrorSpec mirror) {
        return Stream.of(MirrorConnectors.Part.values()).map(part -> part.connector(mirror.alias()));
    }

    private static List<String> brokers(KafkaConnection kafka) {
        return kafka.await(kafka.admin().describeCluster().nodes()).stream()
                .map(Node::idString)
                .sorted()
                .toList();
    }

    /// A question to the running cluster.
    private interface Question {
        List<String> ask(KafkaConnection kafka);
    }

    private List<String> live(Question question) {
        CompletableFuture<List<String>> answer = new CompletableFuture<>();
        Thread asking = new Thread(() -> answer.complete(ask(question)));
        asking.setDaemon(true);
        asking.start();
        try {
            return answer.get(BOUND_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private List<String> ask(Question question) {
        try {
            try (KafkaConnection kafka = target().connection.open()) {
                return question.ask(kafka);
            }
        } catch (RuntimeException unanswered) {
            return List.of();
        }
    }

    private Target target() {
        Target target = new Target(tools);
        new CommandLine(target)
                .setUnmatchedArgumentsAllowed(true)
                .setUnmatchedOptionsArePositionalParams(true)
                .parseArgs(new ArrayList<>(words.subList(0, words.size() - 1)).toArray(String[]::new));
        return target;
    }

    /// The cluster the words so far name.
    @Command
    private static final class Target {
        @Mixin
        private final ConnectionOptions connection;

        Target(Tools tools) {
            this.connection = new ConnectionOptions(tools);
        }
    }
}
