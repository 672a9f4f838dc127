package dev.castellan.view;

/// How results are printed: for a person, or as versioned JSON for a program.
public enum Format {
    text,
    json
}
