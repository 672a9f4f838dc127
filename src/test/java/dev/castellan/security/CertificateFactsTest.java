package dev.castellan.security;

import static dev.castellan.security.Certificates.NOW;
import static dev.castellan.security.Certificates.YEAR;
import static dev.castellan.security.Certificates.YEARS;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is read of certificates.
class CertificateFactsTest {
    private static final Authority AUTHORITY = Authority.create("demo", NOW, YEARS);
    private static final String NODE = AUTHORITY
            .issue(Subject.node("node-1", List.of("::1", "B.example.org", "10.0.0.1")), NOW, YEAR)
            .certificate();

    @Test
    void a_certificate_says_whose_it_is_and_until_when() throws Exception {
        CertificateFacts facts = CertificateFacts.parse(NODE).getFirst();
        byte[] whole = Certificates.read(NODE).getEncoded();
        assertThat(facts.commonName()).isEqualTo("node-1");
        assertThat(facts.names()).containsExactly("0:0:0:0:0:0:0:1", "10.0.0.1", "b.example.org");
        assertThat(facts.notBefore()).isEqualTo(NOW.minus(Duration.ofMinutes(5)));
        assertThat(facts.notAfter()).isEqualTo(NOW.plus(YEAR));
        assertThat(facts.fingerprint())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(whole)));
        assertThat(facts.pem()).isEqualTo(NODE);
    }

    @Test
    void text_around_certificates_is_passed_over_and_so_are_damaged_ones() {
        String text = "subject=node-1\r\n" + NODE.replace("\n", "\r\n")
                + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
                + "-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----\n"
                + Certificates.pem("PRIVATE KEY", new byte[] {1})
                + "authority:\n" + AUTHORITY.certificate() + "the end";
        assertThat(CertificateFacts.parse(text))
                .extracting(CertificateFacts::commonName)
                .containsExactly("node-1", "certificate authority");
        assertThat(CertificateFacts.parse("")).isEmpty();
        assertThat(CertificateFacts.parse(NODE.substring(0, NODE.length() / 2))).isEmpty();
    }

    @Test
    void a_signature_is_checked_and_not_only_the_name_under_it() {
        CertificateFacts facts = CertificateFacts.parse(NODE).getFirst();
        String other = Authority.create("demo", NOW, YEARS).certificate();
        assertThat(facts.isSignedBy(AUTHORITY.certificate())).isTrue();
        assertThat(facts.isSignedBy(other + AUTHORITY.certificate())).isTrue();
        assertThat(facts.isSignedBy(other)).isFalse();
        assertThat(facts.isSignedBy(NODE)).isFalse();
        assertThat(facts.isSignedBy("")).isFalse();
    }

    @Test
    void a_certificate_is_good_until_its_last_second() {
        CertificateFacts facts = CertificateFacts.parse(NODE).getFirst();
        Instant last = NOW.plus(YEAR);
        assertThat(facts.isExpired(last)).isFalse();
        assertThat(facts.isExpired(last.plusSeconds(1))).isTrue();
        assertThat(facts.expiresWithin(Duration.ofDays(1), last.minus(Duration.ofDays(1))))
                .isTrue();
        assertThat(facts.expiresWithin(
                        Duration.ofDays(1), last.minus(Duration.ofDays(1)).minusSeconds(1)))
                .isFalse();
    }

    @Test
    void names_are_compared_and_not_their_spellings() {
        CertificateFacts facts = CertificateFacts.parse(NODE).getFirst();
        assertThat(facts.lacks(List.of("B.EXAMPLE.org", "0::1", "10.0.0.1"))).isEmpty();
        assertThat(facts.lacks(List.of("c.example.org", "::2", "::1", "c.example.org")))
                .containsExactly("c.example.org", "::2");
    }

    @Test
    void a_key_is_known_by_its_hash() {
        CertificateFacts facts = CertificateFacts.parse(NODE).getFirst();
        CertificateFacts other = CertificateFacts.parse(AUTHORITY.certificate()).getFirst();
        assertThat(facts.hasKey(facts.keyHash())).isTrue();
        assertThat(facts.hasKey(other.keyHash())).isFalse();
    }
}
