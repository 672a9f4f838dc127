package dev.castellan.cli.topics;

import dev.castellan.cli.verb.Group;
import picocli.CommandLine.Command;

/// `castellan topics`.
@Command(name = "topics", description = "List, describe, create, alter and delete topics.")
public final class TopicsGroup extends Group {}
