package dev.castellan.kafka.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.spec.KafkaVersion;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecipeTest {
    @Test
    void the_binding_of_log4j_is_as_new_as_the_core_in_the_tree() {
        List<Coordinates> closure = List.of(Coordinates.parse("org.apache.logging.log4j:log4j-core:2.25.4"));

        assertThat(Recipe.withLogging(new KafkaVersion(4, 3, 1), closure))
                .contains(Coordinates.parse("org.apache.logging.log4j:log4j-slf4j-impl:2.25.4"));
    }

    @Test
    void a_release_that_names_no_log4j_gets_that_of_its_download() {
        assertThat(Recipe.withLogging(new KafkaVersion(4, 0, 0), List.of()))
                .contains(Coordinates.parse("org.apache.logging.log4j:log4j-core:2.24.3"));
    }

    @Test
    void releases_before_4_0_name_all_they_need() {
        KafkaVersion version = new KafkaVersion(3, 9, 2);

        assertThat(Recipe.withLogging(version, List.of())).isEqualTo(Recipe.roots(version));
    }
}
