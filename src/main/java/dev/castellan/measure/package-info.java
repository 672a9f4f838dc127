/// What a benchmark is and what came of it: settings, schedule, latencies, verdict, comparison, page.
///
/// Front doors: [dev.castellan.measure.Workload] (what to do) and [dev.castellan.measure.Result] (what came of it).
/// Records in, records and text out: it reads no clock and no file, and talks to nobody.
@NullMarked
package dev.castellan.measure;

import org.jspecify.annotations.NullMarked;
