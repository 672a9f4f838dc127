/// Measures Castellan against the stock tools on one machine in one run; `./dev bench` runs it.
///
/// Front door: [dev.castellan.bench.Bench]. Knows Castellan only by its command line and the files it writes, needs
/// nothing but the JDK, and stops only processes of its own temporary home.
@NullMarked
package dev.castellan.bench;

import org.jspecify.annotations.NullMarked;
