/// Real Linux hosts on this one machine, without VMs, to deploy to over ssh and systemd; `./dev lab` is their command.
///
/// Front door: [dev.castellan.lab.Lab]. A host is a container that systemd-nspawn boots: systemd is its process 1, sshd
/// answers at an address of its own, and pulling its plug or its cable is one call. Needs root on Debian and nothing
/// but the JDK. Keeps no state in memory, so that a test and a person can act on the same lab.
@NullMarked
package dev.castellan.lab;

import org.jspecify.annotations.NullMarked;
