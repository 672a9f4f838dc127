/// This machine: files written whole or not at all, processes with an owner, ports, locks.
///
/// Front doors: [dev.castellan.machine.SafeFiles], [dev.castellan.machine.LocalProcess], [dev.castellan.machine.Ports].
/// Knows nothing of Kafka.
@NullMarked
package dev.castellan.machine;

import org.jspecify.annotations.NullMarked;
