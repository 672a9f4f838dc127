package dev.castellan.spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The files that `castellan init --vagrant-libvirt` writes: three guests of Vagrant, and a spec that is about them.
public final class VagrantStarter {
    private VagrantStarter() {}

    /// @param spec the name of the spec's file
    /// @param cluster the name of the cluster
    public static List<StarterFile> files(String spec, String cluster) {
        return List.of(resource("Vagrantfile"), resource("kafka-net.xml"), new StarterFile(spec, text(cluster)));
    }

    private static String text(String cluster) {
        return """
                # A Kafka cluster on three guests of Vagrant. Castellan makes it so:
                #   vagrant up --provider=libvirt   starts them, and writes ssh_config and known_hosts
                #   castellan plan                  what would change, and why
                #   castellan up                    change it
                # What may be changed is said beside it. Editors complete this file with the output of: castellan schema

                name: %s
                kafka: %s

                # How the guests are reached. Vagrant writes this file at every start; their host keys stand beside it.
                ssh: {config: ssh_config}

                # The addresses of the guests kafka-1, kafka-2 and kafka-3; each is broker and controller. Another
                # number of nodes, or another address, has to be said in Vagrantfile, too.
                nodes:
                  - 192.168.56.10
                  - 192.168.56.11
                  - 192.168.56.12

                # Of the 2048 MB a guest has. The rest is Ubuntu's, and the cache that Kafka reads from: with more
                # memory in Vagrantfile this may grow, to half of it at most.
                heap: 768m

                # Broker properties by Kafka's own names, checked by that very Kafka before anything starts.
                config:
                  log.retention.hours: 168

                # May be changed and added to: topics that are taken out stay in the cluster.
                topics:
                  clicks:
                    partitions: 6
                """.formatted(cluster, KafkaVersion.DEFAULT);
    }

    private static StarterFile resource(String name) {
        try (InputStream in = VagrantStarter.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no " + name);
            }
            return new StarterFile(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
