/// Gets releases of Kafka and plugins of Connect onto this machine, from Maven artefacts or files, every jar checked.
///
/// Front doors: [dev.castellan.kafka.distribution.Distributions], [dev.castellan.kafka.distribution.Plugins]. What is
/// cached is whole or absent, never half; reading it back touches no network and loads no Maven class. Never changes a
/// jar, never prints.
@NullMarked
package dev.castellan.kafka.distribution;

import org.jspecify.annotations.NullMarked;
