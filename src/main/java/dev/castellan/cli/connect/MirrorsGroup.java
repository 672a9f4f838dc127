package dev.castellan.cli.connect;

import dev.castellan.cli.verb.Group;
import picocli.CommandLine.Command;

/// `castellan mirrors`.
@Command(name = "mirrors", description = "Copies of other clusters, kept by MirrorMaker 2.")
public final class MirrorsGroup extends Group {}
