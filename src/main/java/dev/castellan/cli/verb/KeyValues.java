package dev.castellan.cli.verb;

import dev.castellan.problem.UserMistake;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// `k=v` words of a command line. A value may hold commas and further equals signs.
public final class KeyValues {
    private KeyValues() {}

    public static SequencedMap<String, String> parse(List<String> words) {
        SequencedMap<String, String> map = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals <= 0) {
                throw new UserMistake("\"" + word + "\" is not NAME=VALUE", "for example retention.ms=86400000");
            }
            map.put(word.substring(0, equals).strip(), word.substring(equals + 1));
        }
        return map;
    }
}
