/// Whether a plugin of Kafka Connect fits a release: what it holds, whether it loads, what it misses.
///
/// Front door: [dev.castellan.connect.plugin.PluginCheck]. What is missing is decided by pure functions over records;
/// a plugin's own code runs in a process of its own only, and never in this one. Asks Kafka what Connect's rules are.
@NullMarked
package dev.castellan.connect.plugin;

import org.jspecify.annotations.NullMarked;
