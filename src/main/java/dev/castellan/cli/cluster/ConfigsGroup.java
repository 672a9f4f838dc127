package dev.castellan.cli.cluster;

import dev.castellan.cli.verb.Group;
import picocli.CommandLine.Command;

/// `castellan configs`.
@Command(name = "configs", description = "Describe and set properties of topics, brokers, groups and client metrics.")
public final class ConfigsGroup extends Group {}
