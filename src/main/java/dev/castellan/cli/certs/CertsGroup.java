package dev.castellan.cli.certs;

import dev.castellan.cli.verb.Group;
import picocli.CommandLine.Command;

/// `castellan certs`.
@Command(name = "certs", description = "List and renew certificates, and replace the authority that signs them.")
public final class CertsGroup extends Group {}
