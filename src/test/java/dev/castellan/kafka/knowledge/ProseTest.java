package dev.castellan.kafka.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProseTest {
    @Test
    void documentation_loses_its_html_but_not_its_words() {
        assertThat(Prose.plain("<p>If <code>a &lt; b</code>,</p><ul><li>one</li><li>two</li></ul>"))
                .isEqualTo("If a < b, one two");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Deprecated. Whether to include it. Users should instead include X.|users should instead include X",
                "[DEPRECATED] An alias for a.b, which should be used instead.|an alias for a.b, which should be used instead",
                "The pool. This config is deprecated since 4.2, please use <code>x</code> instead.|use x instead",
                "DEPRECATED: The acks before the commit.|''"
            })
    void what_a_deprecated_property_says_to_do_is_kept(String documentation, String advice) {
        assertThat(Prose.deprecation(Prose.plain(documentation))).contains(advice);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The scope. The JAAS option can still be used, but it is deprecated.",
                "Builds the principal, as the deprecated builder did.",
                "The number of threads."
            })
    void a_property_that_only_speaks_of_something_deprecated_is_not(String documentation) {
        assertThat(Prose.deprecation(documentation)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Invalid value abc for configuration a.b: Not a number of type INT|not a number of type INT",
                "Invalid value  for configuration a.b: Not a number of type INT|not a number of type INT",
                "Invalid value x for configuration a.b: String must be one of: y, z|string must be one of: y, z",
                "Invalid value for configuration a.b|not a value it takes",
                "SSL is off|SSL is off"
            })
    void a_complaint_is_cut_to_its_reason(String complaint, String reason) {
        assertThat(Prose.reason(complaint)).isEqualTo(reason);
    }
}
