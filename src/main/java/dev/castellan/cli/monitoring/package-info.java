/// The verbs that watch a cluster for others: serve its metrics, write rules and configuration for Prometheus.
///
/// Front door: the verb classes, each named in the table of `Commands`. Rendering is pure; no decisions live here.
@NullMarked
package dev.castellan.cli.monitoring;

import org.jspecify.annotations.NullMarked;
