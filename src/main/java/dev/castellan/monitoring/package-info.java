/// What Prometheus and Alertmanager are told about clusters: alert rules with their tests, targets, configuration.
///
/// Front door: [dev.castellan.monitoring.Monitoring], [dev.castellan.monitoring.MonitoringFolder]. The texts are
/// pure; a file that somebody else wrote is never written over.
@NullMarked
package dev.castellan.monitoring;

import org.jspecify.annotations.NullMarked;
