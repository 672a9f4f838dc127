package dev.castellan.serve;

/// What is answered.
///
/// @param type as `Content-Type` has it
public record Page(int status, String type, String text) {
    private static final String TEXT = "text/plain; charset=utf-8";

    /// A few lines for a person.
    static Page lines(int status, String text) {
        return new Page(status, TEXT, text.endsWith("\n") ? text : text + "\n");
    }
}
