package dev.castellan.kafka.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheTest {
    private static final String SLOT = "4.3.1";

    @TempDir
    private Path directory;

    @Test
    void a_release_is_found_once_it_was_filled() throws IOException {
        JarSet filled = cache().findOrFill(SLOT, "Kafka", CacheTest::oneJar);

        assertThat(cache().find(SLOT)).contains(filled);
        assertThat(filled.jars()).containsExactly(directory.resolve("4.3.1/libs/a.jar"));
        assertThat(directory.resolve("4.3.1/lock.txt")).hasContent("""
                        # Kafka
                        a665a45920422f9d417e4867efdc4fb8a04a1f3fff1fa07e998e86f7f7a27ae3  3  a.jar
                        """);
    }

    @Test
    void a_filling_that_breaks_leaves_nothing_behind() {
        assertThatThrownBy(() -> cache().findOrFill(SLOT, "Kafka", libs -> {
                    oneJar(libs);
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(IOException.class);

        assertThat(names()).containsExactly(".4.3.1.lock");
    }

    @Test
    void what_a_killed_builder_left_is_swept_away() throws IOException {
        Files.createDirectories(directory.resolve(".4.3.1~building/libs"));
        Files.writeString(directory.resolve(".4.3.1~building/libs/a.jar"), "1");

        cache().findOrFill(SLOT, "Kafka", CacheTest::oneJar);

        assertThat(names()).containsExactly(".4.3.1.lock", "4.3.1");
    }

    @Test
    void a_damaged_release_is_filled_anew() throws IOException {
        cache().findOrFill(SLOT, "Kafka", CacheTest::oneJar);
        Files.writeString(directory.resolve("4.3.1/libs/a.jar"), "1");
        assertThat(cache().find(SLOT)).isEmpty();

        cache().findOrFill(SLOT, "Kafka", CacheTest::oneJar);

        assertThat(directory.resolve("4.3.1/libs/a.jar")).hasContent("123");
        assertThat(names()).containsExactly(".4.3.1.lock", "4.3.1");
    }

    @Test
    void of_two_at_once_one_fills_and_the_other_finds()
            throws InterruptedException, ExecutionException, TimeoutException {
        AtomicInteger fillings = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch seen = new CountDownLatch(1);
        Cache first = cache();
        Cache second = new Cache(directory, new Waiting(seen));
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<JarSet> filling = threads.submit(() -> first.findOrFill(SLOT, "Kafka", libs -> {
                fillings.incrementAndGet();
                begun.countDown();
                awaited(seen);
                return oneJar(libs);
            }));
            awaited(begun);
            Future<JarSet> finding = threads.submit(() -> second.findOrFill(SLOT, "Kafka", libs -> {
                fillings.incrementAndGet();
                return oneJar(libs);
            }));

            assertThat(finding.get(5, TimeUnit.SECONDS)).isEqualTo(filling.get(5, TimeUnit.SECONDS));
        }
        assertThat(fillings).hasValue(1);
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Cache cache() {
        return new Cache(directory, Progress.SILENT);
    }

    private List<String> names() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Lock oneJar(Path libs) throws IOException {
        byte[] bytes = "123".getBytes(StandardCharsets.UTF_8);
        return new Lock(List.of(Hashing.write(new ByteArrayInputStream(bytes), libs.resolve("a.jar"))));
    }

    private record Waiting(CountDownLatch seen) implements Progress {
        @Override
        public void waiting(String why) {
            seen.countDown();
        }

        @Override
        public void started(String what, int artefacts) {}

        @Override
        public void advanced(int artefacts, long bytes) {}

        @Override
        public void finished() {}
    }
}
