/// Gets a release of Kafka onto this machine: from Maven artefacts, a tarball or a directory, every jar checked.
///
/// Front door: [dev.castellan.kafka.distribution.Distributions]. A cached release is whole or absent, never half;
/// reading it back touches no network and loads no Maven class. Never changes a jar, never prints.
@NullMarked
package dev.castellan.kafka.distribution;

import org.jspecify.annotations.NullMarked;
