/// Another machine, reached with the OpenSSH client of this one: agents, jump hosts and `~/.ssh/config` just work.
///
/// Front door: [dev.castellan.machine.ssh.SshMachine]. Checks host keys always, bounds every command here and
/// there, and shares one connection a machine. Knows nothing of Kafka.
@NullMarked
package dev.castellan.machine.ssh;

import org.jspecify.annotations.NullMarked;
