package dev.castellan.tune;

/// Where a reason is known from.
final class Sources {
    static final String MEASURED = "measured, docs/how-to/tune.md";

    private Sources() {}

    static String docs(String kind, String property) {
        return "Kafka documentation, " + kind + " configs, " + property;
    }
}
