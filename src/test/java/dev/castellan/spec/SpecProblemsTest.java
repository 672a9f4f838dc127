package dev.castellan.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.castellan.problem.Problem;
import dev.castellan.testkit.Golden;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a person is told about a spec: everything that is wrong, in one round, in the order of the file.
final class SpecProblemsTest {
    private static final String SLIPS = ":-[]{}&*!|>'\"%@`#,?\t\n 0x";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "an-unknown-field-is-refused-with-a-suggestion",
                "certificates-that-are-brought-come-with-keys-and-an-authority",
                "an-open-cluster-has-no-certificates",
                "a-value-of-the-wrong-kind-is-refused-in-its-place",
                "a-number-out-of-its-range-is-refused",
                "an-id-is-given-once",
                "a-name-stands-once-in-its-place",
                "what-is-no-yaml-is-refused-where-it-breaks",
                "a-tab-is-no-indentation",
                "two-documents-are-one-too-many",
                "an-alias-of-itself-is-refused",
                "a-name-is-plain-text",
                "an-even-number-of-controllers-is-a-warning",
                "a-cluster-needs-a-controller-and-a-broker",
                "a-cluster-of-controllers-has-no-broker",
                "an-empty-list-of-nodes-is-no-cluster",
                "more-copies-than-brokers-are-refused",
                "a-release-before-dynamic-quorums-is-refused",
                "a-heap-is-a-size",
                "a-port-is-given-once",
                "a-directory-is-whole-and-given-once",
                "a-list-is-no-cluster",
                "a-word-is-no-cluster",
                "several-problems-come-in-the-order-of-the-file",
                "an-empty-file-is-the-default-cluster",
                "comments-alone-are-the-default-cluster",
                "what-is-wrong-with-users-is-told-in-one-round",
                "variables-and-templates-are-told-with-their-places",
                "an-acl-says-one-thing-about-one-resource-once",
                "what-is-wrong-with-connect-is-told-in-one-round"
            })
    void a_spec_is_judged_in_one_round(String sentence) {
        Golden golden = Golden.folder(sentence);
        String text = golden.given("cluster.yaml");
        golden.holds(Map.of(
                "problems.txt", shown(SpecReader.read("cluster.yaml", text).problems())));
    }

    @Test
    void the_starter_reads_without_a_problem() {
        SpecReader.Reading starter = SpecReader.read("cluster.yaml", Starter.text("orders"));
        assertThat(starter.problems()).isEmpty();
        assertThat(starter.spec().name()).isEqualTo("orders");
        assertThat(starter.spec().nodes()).hasSize(3);
        assertThat(starter.spec().topics()).hasSize(1);
    }

    /// Whatever stands in the file, reading ends with problems or without, never with an exception.
    @Test
    void no_slip_of_the_hand_breaks_the_reader() {
        String starter = Starter.text("orders");
        for (int seed = 0; seed < 300; seed++) {
            String slipped = slip(starter, new Random(seed));
            assertThatCode(() -> SpecReader.read("cluster.yaml", slipped))
                    .as("seed %d: %s", seed, slipped)
                    .doesNotThrowAnyException();
        }
    }

    private static String slip(String text, Random random) {
        StringBuilder slipped = new StringBuilder(text);
        for (int slips = 1 + random.nextInt(4); slips > 0; slips--) {
            int at = random.nextInt(slipped.length());
            switch (random.nextInt(3)) {
                case 0 -> slipped.deleteCharAt(at);
                case 1 -> slipped.insert(at, SLIPS.charAt(random.nextInt(SLIPS.length())));
                default -> slipped.delete(at, Math.min(slipped.length(), at + random.nextInt(40)));
            }
        }
        return slipped.toString();
    }

    private static String shown(List<Problem> problems) {
        return problems.stream().map(problem -> problem.text() + "\n").collect(Collectors.joining());
    }
}
