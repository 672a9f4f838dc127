package dev.castellan.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.testkit.Golden;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HtmlPageTest {
    @Test
    void a_page_shows_curves_numbers_settings_and_limits() {
        Golden.folder("a-benchmark-page-shows-curves-numbers-and-limits")
                .holds(Map.of("page.html", HtmlPage.of(Results.atRate(1000, 40))));
    }

    @Test
    void a_page_of_two_results_has_both_curves_in_one_plot() {
        Golden.folder("a-page-of-two-benchmarks-has-both-curves-in-one-plot")
                .holds(Map.of(
                        "page.html",
                        HtmlPage.of("before", Results.atRate(1000, 40), "after", Results.atRate(1000, 25))));
    }

    @Test
    void a_page_needs_nothing_from_elsewhere_and_runs_nothing() {
        String page = HtmlPage.of("<a href=x>", Results.atRate(1000, 40), "b", Results.lossy());

        assertThat(page).doesNotContain("<script", "http", "src=", "@import", "url(", "<a ", "<link");
    }
}
