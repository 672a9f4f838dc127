package dev.castellan.cli.users;

import dev.castellan.cli.verb.Group;
import picocli.CommandLine.Command;

/// `castellan users`.
@Command(name = "users", description = "List users, show how one connects, give one a new password.")
public final class UsersGroup extends Group {}
