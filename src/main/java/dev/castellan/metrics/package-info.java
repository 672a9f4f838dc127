/// What is measured of a cluster while it runs: reads it, keeps what it needs to know for the next time, and
/// says it in the words of Prometheus.
///
/// Front door: [dev.castellan.metrics.LagSource], [dev.castellan.metrics.ClusterReader],
/// [dev.castellan.metrics.Collecting], [dev.castellan.metrics.Scrape]. Every call has a bound, one collection ends
/// before the next begins, and what could not be read is missing or old, never made up.
@NullMarked
package dev.castellan.metrics;

import org.jspecify.annotations.NullMarked;
