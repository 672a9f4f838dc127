package dev.castellan.cli.groups;

import dev.castellan.cli.verb.Group;
import picocli.CommandLine.Command;

/// `castellan groups`.
@Command(name = "groups", description = "List, describe, reset and delete groups of consumers.")
public final class GroupsGroup extends Group {}
