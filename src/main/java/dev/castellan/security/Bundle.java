package dev.castellan.security;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The authorities that are trusted at one time: more than one while the next takes over from the last.
///
/// @param authorities each once, the oldest first, so that the same authorities are always the same text
public record Bundle(List<CertificateFacts> authorities) {
    private static final Comparator<CertificateFacts> OLDEST_FIRST =
            Comparator.comparing(CertificateFacts::notBefore).thenComparing(CertificateFacts::fingerprint);

    public Bundle {
        Map<String, CertificateFacts> each = new LinkedHashMap<>();
        authorities.stream().sorted(OLDEST_FIRST).forEach(facts -> each.putIfAbsent(facts.fingerprint(), facts));
        authorities = List.copyOf(each.values());
    }

    public static Bundle parse(String pem) {
        return new Bundle(CertificateFacts.parse(pem));
    }

    public Bundle with(Bundle more) {
        return new Bundle(Stream.of(authorities, more.authorities)
                .flatMap(Collection::stream)
                .toList());
    }

    public Bundle without(Bundle gone) {
        return new Bundle(authorities.stream()
                .filter(facts -> !gone.authorities.contains(facts))
                .toList());
    }

    public String pem() {
        return authorities.stream().map(CertificateFacts::pem).collect(Collectors.joining());
    }
}
