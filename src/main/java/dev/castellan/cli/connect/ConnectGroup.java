package dev.castellan.cli.connect;

import dev.castellan.cli.verb.Group;
import picocli.CommandLine.Command;

/// `castellan connect`.
@Command(name = "connect", description = "Kafka Connect: whether a plugin fits a release of Kafka.")
public final class ConnectGroup extends Group {}
