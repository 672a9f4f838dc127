package dev.castellan.cli.connect;

import dev.castellan.cli.verb.Group;
import picocli.CommandLine.Command;

/// `castellan connect`.
@Command(name = "connect", description = "Kafka Connect: its connectors, and whether plugins and databases fit.")
public final class ConnectGroup extends Group {}
