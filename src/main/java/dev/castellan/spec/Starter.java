package dev.castellan.spec;

/// The file that `castellan init` writes: valid as it stands, every field shown.
public final class Starter {
    private Starter() {}

    public static String text(String name) {
        return """
                # A Kafka cluster, as you want it. Castellan makes it so:
                #   castellan plan      what would change, and why
                #   castellan apply     change it (castellan up is the same, and shows what to try)
                # Every field may be left out. Editors complete this file with the output of: castellan schema

                name: %s
                kafka: %s
                target: local

                # Three nodes, each broker and controller. Or say how many of each:
                #   nodes: {brokers: 3, controllers: 3}
                # or list them:
                #   nodes:
                #     - {id: 1, roles: both, rack: a, port: 9092, directories: [/data/kafka-1]}
                nodes: 3
                heap: 512m

                # Broker properties by Kafka's own names, checked by that very Kafka before anything starts.
                config:
                  log.retention.hours: 168

                # Further JVM flags; the last one wins. Brokers here start quickly rather than run at full speed:
                #   jvm: ["-XX:TieredStopAtLevel=4"]

                topics:
                  clicks:
                    partitions: 6
                    config:
                      retention.ms: 604800000
                """.formatted(name, KafkaVersion.DEFAULT);
    }
}
