/// Nodes as systemd services of Linux hosts, reached over SSH.
///
/// Front door: [dev.castellan.target.hosts.HostsTarget]. Touches no service, user or directory that Castellan did not
/// make; what it does on a host stands in the scripts beside this package.
@NullMarked
package dev.castellan.target.hosts;

import org.jspecify.annotations.NullMarked;
