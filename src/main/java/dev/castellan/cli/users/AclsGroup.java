package dev.castellan.cli.users;

import dev.castellan.cli.verb.Group;
import picocli.CommandLine.Command;

/// `castellan acls`.
@Command(name = "acls", description = "List the ACLs of a cluster.")
public final class AclsGroup extends Group {}
