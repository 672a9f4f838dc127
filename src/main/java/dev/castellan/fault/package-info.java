/// What may break in a cluster: faults as data, which of them a cluster offers, and how each is begun and ended.
///
/// Front doors: [dev.castellan.fault.Fault], [dev.castellan.fault.Injector]. Choosing and expecting
/// are pure; only the injector touches the world, and it never begins what it has not written down.
@NullMarked
package dev.castellan.fault;

import org.jspecify.annotations.NullMarked;
