package dev.castellan.cli.secrets;

import dev.castellan.cli.verb.Group;
import picocli.CommandLine.Command;

/// `castellan secrets`.
@Command(name = "secrets", description = "Seal the secrets of a cluster with a passphrase, save them, bring them back.")
public final class SecretsGroup extends Group {}
