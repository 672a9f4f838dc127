package dev.castellan.kafka.client;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.message.ApiMessageType;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Loads the classes of Kafka's clients that an answered request would load, without asking anybody.
public final class Warmup {
    private Warmup() {}

    /// Touches every message of the protocol, every error, and opens and closes each kind of client.
    public static void run(KafkaConnection connection) {
        for (ApiKeys key : ApiKeys.clientApis()) {
            ApiMessageType type = key.messageType;
            type.newRequest();
            type.newResponse();
            type.requestSchemas();
            type.responseSchemas();
        }
        for (Errors error : Errors.values()) {
            ApiException exception = error.exception();
            if (exception != null) {
                error.message();
            }
        }
        connection.admin();
        new KafkaProducer<>(connection.clientProperties(), new ByteArraySerializer(), new ByteArraySerializer())
                .close();
        new KafkaConsumer<>(connection.clientProperties(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .close();
    }
}
