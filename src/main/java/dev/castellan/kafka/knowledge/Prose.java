package dev.castellan.kafka.knowledge;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Makes one plain sentence of Kafka's words.
final class Prose {
    private static final Pattern DEPRECATED = Pattern.compile(
            "^\\W*deprecated\\b|\\bthis config(?:uration)? (?:is|has been) deprecated", Pattern.CASE_INSENSITIVE);
    private static final Pattern ADVICE = Pattern.compile(
            "\\binstead\\b|\\bplease use\\b|\\bshould be used\\b|\\bshould not\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern BLOCK = Pattern.compile("</?(?:p|ul|ol|li|br|pre|table|tr|td|th)[^>]*>");
    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^>]*>");
    private static final Pattern PREAMBLE = Pattern.compile("^Invalid value (?:.*? )?for configuration [^:]+(?:: )?");

    private Prose() {}

    /// Documentation without its HTML.
    static String plain(String documentation) {
        String text = TAG.matcher(BLOCK.matcher(documentation).replaceAll(" ")).replaceAll("");
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ")
                .strip();
    }

    /// What a property's documentation says to do instead, if it calls the property deprecated; may be empty.
    static Optional<String> deprecation(String documentation) {
        if (!DEPRECATED.matcher(documentation).find()) {
            return Optional.empty();
        }
        return Optional.of(sentences(documentation).stream()
                .filter(sentence -> ADVICE.matcher(sentence).find())
                .findFirst()
                .map(Prose::advice)
                .orElse(""));
    }

    /// The reason in a `ConfigException`, without the name and the value that its front repeats.
    static String reason(String complaint) {
        String reason = PREAMBLE.matcher(plain(complaint)).replaceFirst("");
        return lowered(reason.isEmpty() ? "not a value it takes" : reason);
    }

    /// A refusal of several properties together, without Scala's preamble.
    static String refusal(String message) {
        return plain(message).replaceFirst("^requirement failed: ", "").replaceFirst("\\.$", "");
    }

    private static String advice(String sentence) {
        String bare = sentence.replaceFirst("(?i)^\\W*deprecated\\W+", "").replaceFirst("(?i)^.*please use ", "use ");
        return lowered(bare);
    }

    private static List<String> sentences(String text) {
        return List.of(text.split("(?<=[.!?]) +(?=[A-Z])"));
    }

    /// For use after a colon: the first letter small, unless it begins a name, and no full stop.
    private static String lowered(String sentence) {
        String open = sentence.replaceFirst("\\.$", "");
        boolean word =
                open.length() > 1 && Character.isUpperCase(open.charAt(0)) && !Character.isUpperCase(open.charAt(1));
        return word ? Character.toLowerCase(open.charAt(0)) + open.substring(1) : open;
    }
}
