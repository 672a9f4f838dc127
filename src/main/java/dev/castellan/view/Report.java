package dev.castellan.view;

/// What a verb found, in both its forms: `body` is bound to JSON as it is, `text` is what a person reads.
///
/// @param kind the name of the JSON form, for example `TopicList`; with [#VERSION] it is an interface others rely on
/// @param body a record (or a list or map of records) that Jackson can bind
/// @param text the same for a person, without a trailing newline; may be empty
public record Report(String kind, Object body, String text) {
    /// The version of every JSON form; raised when a field is removed or changes its meaning.
    public static final String VERSION = "castellan/v1";
}
