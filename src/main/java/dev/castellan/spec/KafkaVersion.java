package dev.castellan.spec;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A release of Apache Kafka, `4.3.1`.
public record KafkaVersion(int major, int minor, int patch) implements Comparable<KafkaVersion> {
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");

    /// What a spec that names no version gets.
    public static final KafkaVersion DEFAULT = new KafkaVersion(4, 3, 1);

    /// The oldest release Castellan keeps: the first whose KRaft controllers form a dynamic quorum (KIP-853).
    public static final KafkaVersion OLDEST = new KafkaVersion(3, 9, 0);

    public static Optional<KafkaVersion> parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        return matcher.matches()
                ? Optional.of(new KafkaVersion(number(matcher, 1), number(matcher, 2), number(matcher, 3)))
                : Optional.empty();
    }

    public boolean isAtLeast(int major, int minor) {
        return compareTo(new KafkaVersion(major, minor, 0)) >= 0;
    }

    @Override
    public int compareTo(KafkaVersion other) {
        return Comparator.comparingInt(KafkaVersion::major)
                .thenComparingInt(KafkaVersion::minor)
                .thenComparingInt(KafkaVersion::patch)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
