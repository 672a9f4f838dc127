/// Measures Castellan against the stock tools on one machine in one run; `./dev bench` runs it.
///
/// Front door: [dev.castellan.bench.Bench]. Knows Castellan by its command line and the files it writes, but for
/// [dev.castellan.bench.PlanPrinter], which runs its planner in a JVM of its own. Stops only processes of its own
/// temporary home and hosts of its own lab.
@NullMarked
package dev.castellan.bench;

import org.jspecify.annotations.NullMarked;
