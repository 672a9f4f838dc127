package dev.castellan.cli;

import dev.castellan.cli.verb.Group;
import picocli.CommandLine.Command;

/// `castellan completion`.
@Command(name = "completion", description = "A script that completes verbs, options, topics, groups and brokers.")
final class CompletionGroup extends Group {}
