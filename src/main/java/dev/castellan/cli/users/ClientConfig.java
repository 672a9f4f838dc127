package dev.castellan.cli.users;

import dev.castellan.security.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a client is configured with, as the languages that talk to Kafka want it written.
final class ClientConfig {
    private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule";

    private final ClientAccess access;
    private final String user;
    private final Optional<Secret> password;

    /// @param password empty for a user that logs in without one
    ClientConfig(ClientAccess access, String user, Optional<Secret> password) {
        this.access = access;
        this.user = user;
        this.password = password;
    }

    /// The forms there are, by the names that the command line takes.
    enum Form {
        properties,
        librdkafka,
        python
    }

    /// The whole text, the password in it.
    String text(Form form) {
        return switch (form) {
            case properties -> lines(java());
            case librdkafka -> lines(librdkafka("\\n"));
            case python -> python();
        };
    }

    private Map<String, String> java() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("bootstrap.servers", access.bootstrap());
        properties.put("security.protocol", access.protocol());
        access.mechanism().ifPresent(mechanism -> {
            properties.put("sasl.mechanism", mechanism);
            properties.put("sasl.jaas.config", jaas());
        });
        access.caPem().ifPresent(pem -> {
            properties.put("ssl.truststore.type", "PEM");
            properties.put("ssl.truststore.certificates", folded(pem));
        });
        access.own().ifPresent(own -> {
            properties.put("ssl.keystore.type", "PEM");
            properties.put("ssl.keystore.key", folded(own.key().reveal()));
            properties.put("ssl.keystore.certificate.chain", folded(own.certificate()));
        });
        return properties;
    }

    /// PEM as one value of a properties file, over several lines.
    private static String folded(String pem) {
        return pem.strip().replace("\n", "\\n\\\n  ");
    }

    private String jaas() {
        return SCRAM + " required username=\"" + user + "\" password=\"" + revealed() + "\";";
    }

    private Map<String, String> librdkafka(String lineEnd) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("bootstrap.servers", access.bootstrap());
        properties.put("security.protocol", access.protocol());
        access.mechanism().ifPresent(mechanism -> {
            properties.put("sasl.mechanism", mechanism);
            properties.put("sasl.username", user);
            properties.put("sasl.password", revealed());
        });
        pems().forEach((name, pem) ->
                properties.put("ssl." + name + ".pem", pem.strip().replace("\n", lineEnd)));
        return properties;
    }

    /// For librdkafka, with its certificates in files: kcat reads no line of more than 512 characters.
    ///
    /// @param files where each of [#pems] lies, by its name
    String librdkafka(Map<String, String> files) {
        Map<String, String> properties = librdkafka("\\n");
        files.forEach((name, file) -> {
            properties.remove("ssl." + name + ".pem");
            properties.put("ssl." + name + ".location", file);
        });
        return lines(properties);
    }

    /// The certificates and the key that stand in it, as PEM, by librdkafka's names for them.
    Map<String, String> pems() {
        Map<String, String> pems = new LinkedHashMap<>();
        access.caPem().ifPresent(pem -> pems.put("ca", pem));
        access.own().ifPresent(own -> {
            pems.put("key", own.key().reveal());
            pems.put("certificate", own.certificate());
        });
        return pems;
    }

    private String python() {
        return librdkafka("\\n").entrySet().stream()
                .map(entry -> "    \"" + entry.getKey() + "\": \"" + entry.getValue() + "\",")
                .collect(Collectors.joining("\n", "config = {\n", "\n}"));
    }

    private static String lines(Map<String, String> properties) {
        return properties.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("\n"));
    }

    private String revealed() {
        return password.map(Secret::reveal).orElse("");
    }
}
