package dev.castellan.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class DidYouMeanTest {
    private static final List<String> VERBS = List.of("topics", "groups", "produce", "consume");

    @Test
    void two_swapped_letters_are_one_slip() {
        assertThat(DidYouMean.distance("topisc", "topics")).isEqualTo(1);
        assertThat(DidYouMean.closest("topisc", VERBS)).contains("topics");
    }

    @Test
    void upper_case_is_no_slip() {
        assertThat(DidYouMean.distance("Topics", "topics")).isZero();
    }

    @Test
    void a_word_like_no_other_gets_no_guess() {
        assertThat(DidYouMean.closest("quorum", VERBS)).isEmpty();
        assertThat(DidYouMean.hint("quorum", VERBS, "castellan help")).isEqualTo("castellan help");
    }

    @Test
    void of_two_equally_near_words_the_first_by_name_is_meant() {
        assertThat(DidYouMean.closest("t", List.of("b", "a"))).contains("a");
    }
}
