package dev.castellan.connect.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.connect.link.Catalogue;
import dev.castellan.connect.link.ClassFile;
import dev.castellan.connect.link.Linkage;
import dev.castellan.connect.link.Member;
import dev.castellan.connect.link.Missing;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the compiler wrote is read as it was meant, and looked up where a worker would look.
class JarsTest {
    private static final String ADMIN = "org.apache.kafka.connect.util.TopicAdmin";
    private static final String OLD = """
            package org.apache.kafka.connect.util;
            public class TopicAdmin {
                public static class NewTopicBuilder {
                    public NewTopicBuilder partitions(int count) { return this; }
                }
            }
            """;
    private static final String LATER = OLD.replace(
            "public NewTopicBuilder partitions",
            "public NewTopicBuilder minInSyncReplicas(short min) { return this; } public NewTopicBuilder partitions");
    private static final String TASK = """
            package http;
            import org.apache.kafka.connect.util.TopicAdmin.NewTopicBuilder;
            public class Task {
                static final double HALF = Math.random() + 0.5;
                static final long MANY = System.nanoTime() + 5_000_000_000L;
                Object topic() {
                    return new NewTopicBuilder().partitions(3).minInSyncReplicas((short) 2);
                }
            }
            """;

    @TempDir
    private Path directory;

    @Test
    void a_plugin_made_for_a_later_kafka_misses_the_method_by_name() throws IOException {
        Path later = CompiledJars.jar(directory, "later", Map.of(ADMIN, LATER));
        Path old = CompiledJars.jar(directory, "old", Map.of(ADMIN, OLD));
        Path plugin = CompiledJars.jar(directory, "plugin", Map.of("http.Task", TASK), later);

        assertThat(missing(plugin, later)).isEmpty();
        assertThat(missing(plugin, old))
                .singleElement()
                .extracting(missing -> missing.what().text())
                .isEqualTo("method " + ADMIN + "$NewTopicBuilder.minInSyncReplicas(short)");
    }

    @Test
    void a_copy_in_the_plugin_helps_only_where_the_worker_looks_there_first() throws IOException {
        Path later = CompiledJars.jar(directory, "later", Map.of(ADMIN, LATER));
        Path old = CompiledJars.jar(directory, "old", Map.of(ADMIN, OLD));
        Path plugin = CompiledJars.jar(directory, "plugin", Map.of("http.Task", TASK, ADMIN, LATER), later);

        try (Jars own = Jars.open(List.of(plugin));
                Jars release = Jars.open(List.of(old))) {
            assertThat(new LoadOrder(own, release, name -> false).isOwn(ADMIN)).isFalse();
            assertThat(new LoadOrder(own, release, name -> true).isOwn(ADMIN)).isTrue();
            assertThat(new LoadOrder(own, release, name -> false).isOwn("http.Task"))
                    .isTrue();
        }
        assertThat(missing(plugin, old)).hasSize(1);
    }

    @Test
    void every_class_of_the_jdk_that_is_at_hand_is_read() throws IOException {
        for (Class<?> type : List.of(Map.Entry.class, String.class, Math.class, Arrays.class, Thread.State.class)) {
            ClassFile file = read(bytes(type));

            assertThat(file.name()).isEqualTo(type.getName());
            assertThat(file.members().stream()
                            .filter(member -> member.descriptor().startsWith("("))
                            .map(Member::name)
                            .filter(name -> !name.startsWith("<"))
                            .distinct())
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(type.getDeclaredMethods())
                            .map(Method::getName)
                            .distinct()
                            .toList());
        }
    }

    @Test
    void half_a_class_file_is_refused_wherever_it_ends() throws IOException {
        byte[] whole = bytes(Map.Entry.class);
        // What stands behind the last method, attributes of the class, is not read.
        for (int length = 0; length < whole.length / 2; length++) {
            byte[] half = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(half)).isInstanceOf(IOException.class);
        }
    }

    private static List<Missing> missing(Path plugin, Path kafka) {
        try (Jars own = Jars.open(List.of(plugin));
                Jars release = Jars.open(List.of(kafka))) {
            var order = new LoadOrder(own, release, name -> !Catalogue.isKafka(name));
            List<ClassFile> files = own.names().stream()
                    .filter(order::isOwn)
                    .flatMap(name -> own.read(name).stream())
                    .toList();
            return Linkage.missing(files, order.catalogue(Linkage.wanted(files, own.names())));
        }
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            return in.readAllBytes();
        }
    }

    private static ClassFile read(byte[] bytes) throws IOException {
        return new ClassFileReader().read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
}
