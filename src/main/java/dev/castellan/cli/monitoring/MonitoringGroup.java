package dev.castellan.cli.monitoring;

import dev.castellan.cli.verb.Group;
import picocli.CommandLine.Command;

/// `castellan monitoring`.
@Command(name = "monitoring", description = "Write alert rules and configuration for Prometheus and Alertmanager.")
public final class MonitoringGroup extends Group {}
