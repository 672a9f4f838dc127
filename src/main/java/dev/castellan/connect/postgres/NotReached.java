package dev.castellan.connect.postgres;

/// A database said nothing of itself, because nobody answers or nobody is let in.
public final class NotReached extends Exception {
    private final transient Finding finding;

    NotReached(Finding finding) {
        super(finding.what());
        this.finding = finding;
    }

    /// Why, and what to do about it.
    public Finding finding() {
        return finding;
    }
}
