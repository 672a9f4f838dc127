package dev.castellan.lab;

/// This machine refuses: no root, no Debian, a program that fails, a host that does not answer. Exit code 3.
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Refused(String message) {
        super(message);
    }
}
