package dev.castellan.kafka.knowledge;

import dev.castellan.problem.Problem.Severity;

/// What a release says about one property: that it does not know it, or cannot do what it says.
///
/// @param key the property; empty where several together are wrong and none can be named
/// @param what one sentence
/// @param hint what to write instead; empty when `what` says it
public record ConfigFinding(String key, Severity severity, String what, String hint) {
    static ConfigFinding error(String key, String what, String hint) {
        return new ConfigFinding(key, Severity.ERROR, what, hint);
    }

    static ConfigFinding warning(String key, String what, String hint) {
        return new ConfigFinding(key, Severity.WARNING, what, hint);
    }
}
