package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

/// How one command ended.
record Result(List<String> words, int exitCode, String out, String err, Duration took) {
    Result exits(int code) {
        assertThat(exitCode).as(toString()).isEqualTo(code);
        return this;
    }

    Result succeeds() {
        return exits(0);
    }

    Result prints(String... parts) {
        assertThat(out).as(toString()).contains(parts);
        return this;
    }

    Result complains(String... parts) {
        assertThat(err).as(toString()).contains(parts);
        return this;
    }

    Result within(Duration bound) {
        assertThat(took).as(toString()).isLessThan(bound);
        return this;
    }

    @Override
    public String toString() {
        return "castellan " + String.join(" ", words) + "\nexit " + exitCode + " after " + took.toMillis()
                + " ms\nout:\n" + out + "\nerr:\n" + err;
    }
}
