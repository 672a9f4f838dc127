package dev.castellan.spec;

/// Where the nodes live. The constants are the words of the spec.
public enum TargetKind {
    local,
    hosts
}
