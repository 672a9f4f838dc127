package dev.castellan.ledger;

/// One way in which a history breaks what Kafka promises.
public enum Breach {
    LOST("acknowledged, and not there"),
    PHANTOM("read, and never sent or refused"),
    DUPLICATE("there twice, though its producer is idempotent"),
    DISORDER("behind a later record of its producer"),
    MISPLACED("at another offset than acknowledged"),
    ABORTED("read as committed, though its transaction was aborted"),
    HALF_COMMITTED("missing among the committed, while others of its transaction are there"),
    MISSED("never delivered to a group"),
    BACKWARDS("a committed offset that went back"),
    DISAGREEMENT("not the same to two readers");

    private final String text;

    Breach(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
