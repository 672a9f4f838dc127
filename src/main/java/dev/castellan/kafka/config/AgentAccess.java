package dev.castellan.kafka.config;

import dev.castellan.monitoring.Monitoring;
import dev.castellan.security.Pkcs12;
import dev.castellan.security.SlowHash;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

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
    private static final String SALT = "salt: \"";
    private static final String HASH = "passwordHash: \"";
    private static final Pattern PLACE = Pattern.compile("(" + SALT + "|" + HASH + "|" + MARK + ")[^\"\n]*");

    /// The flag of the JVM that tells this access from another.
    public String flag() {
        return MARK + hash.substring(0, Math.min(MARKED, hash.length())).replace(' ', '-');
    }

    /// A file of a node with this in the place of the access that it has, or that was yet to be made; a file that has
    /// none stays as it is.
    public String into(String text) {
        return PLACE.matcher(text).replaceAll(place -> switch (place.group(1)) {
            case SALT -> SALT + salt;
            case HASH -> HASH + hash;
            default -> flag();
        });
    }

    /// The flag among those of a JVM; empty text where there is none.
    public static String flagIn(String text) {
        return PLACE.matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(found -> found.startsWith(MARK))
                .findFirst()
                .orElse("");
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
                      %s%s"
                      %s%s"
                """.formatted(
                        store,
                        STORE_PASSWORD,
                        Pkcs12.ALIAS,
                        Monitoring.USER,
                        SlowHash.ALGORITHM,
                        SlowHash.ITERATIONS,
                        SlowHash.BYTES,
                        SALT,
                        salt,
                        HASH,
                        hash);
    }
}
