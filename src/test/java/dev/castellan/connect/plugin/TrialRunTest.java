package dev.castellan.connect.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.connect.link.Held;
import dev.castellan.kafka.distribution.Distribution;
import dev.castellan.kafka.distribution.Plugin;
import dev.castellan.spec.KafkaVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever a plugin does when it is loaded, one answer for each of its classes comes back.
class TrialRunTest {
    private static final String LOADER = """
            package org.apache.kafka.connect.runtime.isolation;
            import java.net.URL;
            public class PluginClassLoader extends java.net.URLClassLoader {
                public PluginClassLoader(URL location, URL[] jars, ClassLoader parent) { super(jars, parent); }
            }
            """;
    private static final Map<String, String> SOURCES = new HashMap<>(Map.of(
            "p.Good", """
            package p;
            public class Good {
                public static class Task {}
                public static class Config {
                    public java.util.Map<String, String> configKeys() { return java.util.Map.of("a", "", "b", ""); }
                }
                public Good() { System.out.println("p.Throws\\t9\\t9\\t9\\t9"); }
                public String version() { return "1.0"; }
                public Config config() { return new Config(); }
                public Class<?> taskClass() { return Task.class; }
            }
            """, "p.Exits", """
            package p;
            public class Exits {
                public Exits() throws Exception {
                    java.nio.file.Files.writeString(java.nio.file.Path.of("left-behind"), "");
                    System.err.println("I am leaving");
                    System.exit(7);
                }
            }
            """, "p.Throws", """
            package p;
            public class Throws {
                public Throws() { throw new IllegalStateException("no\\tdatabase\\nhere"); }
            }
            """, "p.Mute", """
            package p;
            public class Mute {
                public Object config() { return null; }
                public Class<?> taskClass() { throw new IllegalStateException(); }
            }
            """, "p.Hidden", "package p; class Hidden {}"));

    @TempDir
    private Path directory;

    @Test
    void every_class_is_answered_for_even_after_one_that_ends_the_process() throws IOException {
        Map<String, Tried> tried = tried("p.Exits", "p.Good", "p.Throws", "p.Mute", "p.Hidden");

        assertThat(tried.get("p.Good"))
                .isEqualTo(
                        new Tried(held("p.Good"), Optional.of("1.0"), 2, Optional.of("p.Good$Task"), Optional.empty()));
        assertThat(trouble(tried, "p.Exits")).isEqualTo("it ended the process with exit code 7: I am leaving");
        assertThat(trouble(tried, "p.Throws")).isEqualTo("IllegalStateException: no database here");
        assertThat(trouble(tried, "p.Mute")).isEqualTo("IllegalStateException: its config() gives nothing");
        assertThat(trouble(tried, "p.Hidden")).startsWith("IllegalAccessException");
    }

    private Map<String, Tried> tried(String... names) throws IOException {
        Path kafka = CompiledJars.jar(
                directory, "kafka", Map.of("org.apache.kafka.connect.runtime.isolation.PluginClassLoader", LOADER));
        Path plugin = CompiledJars.jar(directory, "plugin", SOURCES);
        Map<String, Tried> tried = new HashMap<>();
        TrialRun.of(
                        new Plugin("p", directory, List.of(plugin), ""),
                        new Distribution(KafkaVersion.DEFAULT, directory, List.of(kafka)),
                        Stream.of(names).map(TrialRunTest::held).toList())
                .forEach(one -> tried.put(one.held().name(), one));
        return tried;
    }

    private static String trouble(Map<String, Tried> tried, String name) {
        return tried.get(name).trouble().orElse("");
    }

    private static Held held(String name) {
        return new Held("source connector", name, true);
    }
}
