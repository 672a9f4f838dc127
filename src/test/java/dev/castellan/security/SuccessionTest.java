package dev.castellan.security;

import static dev.castellan.security.Certificates.NOW;
import static dev.castellan.security.Certificates.YEARS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.problem.UserMistake;
import dev.castellan.security.Succession.Stage;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who signs and who is trusted while one authority takes over from another.
class SuccessionTest {
    @TempDir
    private Path folder;

    private Vault vault;
    private Succession succession;
    private String old;

    @BeforeEach
    void oneAuthority() {
        vault = new Vault(folder.resolve("secrets"));
        Authority first = Authority.create("demo", NOW, YEARS);
        first.keep(vault);
        old = first.certificate();
        succession = new Succession("demo", vault);
    }

    @Test
    void both_are_trusted_until_the_end_and_the_new_one_signs_from_the_middle_on() {
        assertThat(succession.stage()).isEqualTo(Stage.SETTLED);
        succession.announce(NOW, YEARS);

        assertThat(succession.stage()).isEqualTo(Stage.ANNOUNCED);
        assertThat(succession.current().orElseThrow().certificate()).isEqualTo(old);
        String both = succession.trusted().pem();
        assertThat(both).contains(old);
        assertThat(succession.trusted().authorities()).hasSize(2);
        String next = succession.ofClients().orElseThrow().certificate();
        assertThat(next).isNotEqualTo(old);

        succession.switchOver();
        assertThat(succession.stage()).isEqualTo(Stage.SWITCHED);
        assertThat(succession.current().orElseThrow().certificate()).isEqualTo(next);
        assertThat(succession.trusted().pem()).isEqualTo(both);

        succession.finish();
        assertThat(succession.stage()).isEqualTo(Stage.SETTLED);
        assertThat(succession.trusted().pem()).isEqualTo(next);
    }

    @Test
    void a_switch_that_was_cut_off_is_ended_by_whoever_looks_next() {
        succession.announce(NOW, YEARS);
        String next = succession.ofClients().orElseThrow().certificate();
        vault.put("ca/previous/certificate.pem", new Secret(old));
        vault.put("ca/key.pem", vault.find("ca/next/key.pem").orElseThrow());

        assertThat(new Succession("demo", vault).current().orElseThrow().certificate())
                .isEqualTo(next);
        assertThat(vault.list()).containsExactly("ca/certificate.pem", "ca/key.pem", "ca/previous/certificate.pem");
    }

    @Test
    void stages_are_not_left_out() {
        assertThatThrownBy(succession::switchOver).isInstanceOf(UserMistake.class);
        assertThatThrownBy(succession::finish).isInstanceOf(UserMistake.class);
        succession.announce(NOW, YEARS);
        assertThatThrownBy(() -> succession.announce(NOW, YEARS)).isInstanceOf(UserMistake.class);
        assertThatThrownBy(succession::finish).isInstanceOf(UserMistake.class);
    }

    @Test
    void an_authority_that_has_expired_gives_way_with_all_that_was_begun() {
        succession.announce(NOW, YEARS);

        succession.startAnew(NOW, YEARS);

        assertThat(succession.stage()).isEqualTo(Stage.SETTLED);
        assertThat(succession.trusted().authorities()).hasSize(1);
        assertThat(succession.trusted().pem()).isNotEqualTo(old);
    }
}
