package dev.castellan.kafka.config;

import java.util.LinkedHashMap;
import java.util.Map;

/// The properties with which a client gets into a cluster with TLS.
public final class ClientAccess {
    private ClientAccess() {}

    /// @param authority the certificates to trust, as PEM
    /// @return what must not be shown: the password stands in it
    public static Map<String, String> password(String user, String password, String authority) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("security.protocol", "SASL_SSL");
        properties.put("sasl.mechanism", ServerSecurity.MECHANISM);
        properties.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                        + password + "\";");
        properties.put("ssl.truststore.type", "PEM");
        properties.put("ssl.truststore.certificates", authority);
        return properties;
    }
}
