package dev.castellan.security;

import static dev.castellan.security.Certificates.NOW;
import static dev.castellan.security.Certificates.YEARS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The authorities that are trusted at one time.
class BundleTest {
    private static final String FIRST = Authority.create("demo", NOW, YEARS).certificate();
    private static final String TWIN = Authority.create("demo", NOW, YEARS).certificate();
    private static final String NEXT =
            Authority.create("demo", NOW.plus(Duration.ofDays(1)), YEARS).certificate();

    @Test
    void the_same_authorities_are_always_the_same_text() {
        List<String> each = new ArrayList<>(List.of(FIRST, TWIN, NEXT, FIRST));
        String text = Bundle.parse(String.join("", each)).pem();
        Random dice = new Random(7);
        for (int round = 0; round < 20; round++) {
            Collections.shuffle(each, dice);
            assertThat(Bundle.parse(String.join("noise\n", each)).pem()).isEqualTo(text);
        }
        assertThat(text).endsWith(NEXT);
        assertThat(Bundle.parse(text).pem()).isEqualTo(text);
    }

    @Test
    void the_next_authority_comes_in_before_the_last_one_goes() {
        Bundle first = Bundle.parse(FIRST);
        Bundle next = Bundle.parse(NEXT);
        Bundle both = next.with(first);
        assertThat(both.pem()).isEqualTo(FIRST + NEXT);
        assertThat(both.with(next)).isEqualTo(both);
        assertThat(both.without(first)).isEqualTo(next);
        assertThat(next.without(first)).isEqualTo(next);
    }
}
