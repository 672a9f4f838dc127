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
            properties.put("ssl.truststore.certificates", pem.strip().replace("\n", "\\n\\\n  "));
        });
        return properties;
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
        access.caPem().ifPresent(pem -> properties.put("ssl.ca.pem", pem.strip().replace("\n", lineEnd)));
        return properties;
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
