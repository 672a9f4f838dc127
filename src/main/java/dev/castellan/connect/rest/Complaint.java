package dev.castellan.connect.rest;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// One thing that a plugin finds wrong with a config, with the property that is meant and what to do about it.
///
/// Debezium tries its database while it looks at a config, and whatever comes of it is an error of
/// `database.hostname`, a wrong password as well. Here each is an error of the property that a person has to change.
///
/// @param property the one to change
/// @param what one line, without the words around it
/// @param advice empty where nothing is known of it
public record Complaint(String property, String what, String advice) {
    /// @param suffix of the property that is meant where the words are said
    private record Meant(Pattern words, String suffix) {
        Meant(String words, String suffix) {
            this(Pattern.compile(words), suffix);
        }
    }

    private static final List<Meant> MEANT = List.of(
            new Meant("password authentication failed|no password was provided", ".password"),
            new Meant("no pg_hba.conf entry|is not permitted to log in|role \"[^\"]+\" does not exist", ".user"),
            new Meant("LOGIN and REPLICATION are not assigned|permission denied", ".user"),
            new Meant("database \"[^\"]+\" does not exist", ".dbname"));

    private static final Pattern AROUND = Pattern.compile(
            "^(?:Error while validating connector config: |Unable to connect(?: to the database)?: )?(?:FATAL: |ERROR: )?");

    /// Everything that is wrong, each once.
    ///
    /// @param config what the plugin was asked about
    public static List<Complaint> of(Verdict verdict, Map<String, String> config) {
        Set<Complaint> complaints = new LinkedHashSet<>();
        verdict.errors()
                .forEach((property, errors) -> errors.forEach(error -> {
                    String line =
                            AROUND.matcher(error.lines().findFirst().orElse("")).replaceFirst("");
                    String meant = meant(property, error, config);
                    complaints.add(new Complaint(
                            meant, what(meant, line, config), Remedy.of(error).orElse("")));
                }));
        return List.copyOf(complaints);
    }

    private static String meant(String property, String error, Map<String, String> config) {
        int dot = property.indexOf('.');
        String family = dot < 0 ? property : property.substring(0, dot);
        Optional<String> other = MEANT.stream()
                .filter(meant -> meant.words().matcher(error).find())
                .map(meant -> family + meant.suffix())
                .filter(config::containsKey)
                .findFirst();
        return other.orElse(property);
    }

    /// The driver does not say where it did not come through.
    private static String what(String property, String line, Map<String, String> config) {
        boolean isPlaceless = line.startsWith("The connection attempt failed");
        return isPlaceless && property.equals("database.hostname")
                ? "no database is reached at " + config.getOrDefault(property, "") + ":"
                        + config.getOrDefault("database.port", "5432") + ": " + line
                : line;
    }
}
