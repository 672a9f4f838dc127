package dev.castellan.plan;

import dev.castellan.plan.Step.Change;
import dev.castellan.plan.Step.CreateConnector;
import dev.castellan.plan.Step.SetConnectorConfig;
import dev.castellan.plan.Step.WriteWorker;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What connectors and workers are given that is for nobody's eyes: values that look like secrets. A reference to the
/// place where a secret is kept (`${file:/path:name}`) is none, and may be read.
public final class Concealed {
    private static final String STARS = "***";

    private static final Pattern NAME =
            Pattern.compile("(?i)password|passphrase|passwd|secret|token|credential|private\\.?key|api\\.?key|jaas");

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^}]*}");

    /// A password within an address: `jdbc:postgresql://db/orders?user=cdc&password=...`, `http://cdc:...@db`.
    private static final Pattern WITHIN = Pattern.compile(
            "(?i)((?:password|passwd|pwd|token|secret)=|://[^/@:\\s]*:)(?!\\$\\{)([^&;@/\\s\"']+)(?=(.?))");

    private static final Pattern LINE = Pattern.compile("(?m)^(?!#)([^=\\n]+)=(.*)$");

    private Concealed() {}

    /// The same plan as it may be printed and kept.
    public static Plan of(Plan plan) {
        return new Plan(
                plan.cluster(),
                plan.kafkaVersion(),
                plan.steps().stream().map(Concealed::of).toList(),
                plan.notes());
    }

    private static Step of(Step step) {
        if (step instanceof CreateConnector create) {
            return new CreateConnector(create.connector(), config(create.config()), create.state(), create.why());
        }
        if (step instanceof SetConnectorConfig set) {
            SortedMap<String, Change> changes = new TreeMap<>();
            set.changes()
                    .forEach((name, change) ->
                            changes.put(name, new Change(value(name, change.before()), value(name, change.after()))));
            return new SetConnectorConfig(set.connector(), config(set.config()), changes, set.why());
        }
        if (step instanceof WriteWorker write) {
            return new WriteWorker(write.worker(), files(write.before()), files(write.after()), write.why());
        }
        return step;
    }

    /// Files of a worker, by name.
    static SortedMap<String, String> files(SortedMap<String, String> files) {
        SortedMap<String, String> concealed = new TreeMap<>();
        files.forEach((name, text) -> concealed.put(
                name,
                LINE.matcher(text)
                        .replaceAll(line -> Matcher.quoteReplacement(
                                line.group(1) + "=" + value(line.group(1).strip(), line.group(2))))));
        return concealed;
    }

    private static SortedMap<String, String> config(SortedMap<String, String> config) {
        SortedMap<String, String> concealed = new TreeMap<>();
        config.forEach((name, value) -> concealed.put(name, value(name, value)));
        return concealed;
    }

    /// The value of a property as it may be seen.
    static String value(String name, String value) {
        if (value.isEmpty() || REFERENCE.matcher(value).matches()) {
            return value;
        }
        return NAME.matcher(name).find() ? STARS : inside(value);
    }

    /// Whether there is something in it that may not be seen.
    static boolean hides(String name, String value) {
        return !value(name, value).equals(value);
    }

    private static String inside(String value) {
        return WITHIN.matcher(value)
                .replaceAll(match -> match.group(1).startsWith("://") && !"@".equals(match.group(3))
                        ? Matcher.quoteReplacement(match.group())
                        : Matcher.quoteReplacement(match.group(1)) + STARS);
    }
}
