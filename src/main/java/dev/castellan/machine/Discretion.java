package dev.castellan.machine;

/// What processes that Castellan starts need not know. Some live for months, and whoever runs as the same user can read
/// the environment of each.
public final class Discretion {
    private Discretion() {}

    /// The same without the passphrases and passwords that Castellan itself was handed.
    public static ProcessBuilder without(ProcessBuilder process) {
        process.environment().keySet().removeIf(name -> name.matches("CASTELLAN_\\w*(PASSPHRASE|PASSWORD)"));
        return process;
    }
}
