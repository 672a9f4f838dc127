package dev.castellan.kafka.config;

import dev.castellan.monitoring.Monitoring;
import dev.castellan.security.Pkcs12;
import dev.castellan.security.SlowHash;

/// How the Prometheus agent of a node is entered where it does not tell everybody: over TLS, with a password.
///
/// The agent reads this once, when its JVM starts. So a mark of it stands among the flags of the JVM: another access is
/// another file `jvm.options`, for which a node is started again.
///
/// @param salt of the hash
/// @param hash of the password
public record AgentAccess(String salt, String hash) {
    /// The name of the file with its key and certificate, beside the one that says this.
    public static final String STORE = "jmx-agent.p12";

    /// What that file is locked with, because its format wants a word. It keeps nothing from anybody: the word stands
    /// beside it, and who may read the file is what protects it, as it does the key of the node.
    public static final String STORE_PASSWORD = "castellan";

    /// Stands for what is yet to be made, until it is written.
    public static final AgentAccess UNMADE = new AgentAccess("a new salt", "a new hash, made as it is written");

    private static final String MARK = "-Dcastellan.agent.access=";
    private static final int MARKED = 16;

    /// The flag of the JVM that tells this access from another.
    public String flag() {
        return MARK + hash.substring(0, Math.min(MARKED, hash.length())).replace(' ', '-');
    }

    /// A text about what was yet to be made, with this in its place.
    public String into(String text) {
        return text.replace(UNMADE.flag(), flag()).replace(UNMADE.salt, salt).replace(UNMADE.hash, hash);
    }

    /// @param store where the key store lies
    String yaml(String store) {
        return """
                httpServer:
                  ssl:
                    keyStore:
                      filename: %s
                      password: %s
                    certificate:
                      alias: %s
                  authentication:
                    basic:
                      username: %s
                      algorithm: %s
                      iterations: %d
                      keyLength: %d
                      salt: "%s"
                      passwordHash: "%s"
                """.formatted(
                        store,
                        STORE_PASSWORD,
                        Pkcs12.ALIAS,
                        Monitoring.USER,
                        SlowHash.ALGORITHM,
                        SlowHash.ITERATIONS,
                        SlowHash.BYTES,
                        salt,
                        hash);
    }
}
