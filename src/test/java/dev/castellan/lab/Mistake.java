package dev.castellan.lab;

/// What was asked for cannot be meant. Exit code 2.
public final class Mistake extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Mistake(String message) {
        super(message);
    }
}
