package dev.castellan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.export.Export;
import dev.castellan.export.Origin;
import dev.castellan.observe.Live;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.testkit.FakeWorld;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What holds for every export, tried on worlds that seeds have thrown together.
final class ExportLawsTest {
    private static final int SEEDS = 300;

    /// Values that a careless writer of YAML would turn into something else.
    private static final List<String> VALUES = List.of(
            "",
            " ",
            " a",
            "a ",
            "a: b",
            "a #b",
            "#",
            "*",
            "*a",
            "&a",
            "!a",
            "%a",
            "@a",
            "`a",
            "|",
            ">",
            "-",
            "- a",
            "?",
            "? a",
            ":",
            "a:",
            "null",
            "Null",
            "~",
            "true",
            "False",
            "yes",
            "NO",
            "on",
            "off",
            "y",
            "0",
            "-0",
            "-1",
            "007",
            "0x1F",
            "0o7",
            "1e3",
            "1_000",
            "1.50",
            ".5",
            ".inf",
            ".NaN",
            "9223372036854775808",
            "2026-01-01",
            "12:30:45",
            "<<",
            "=",
            "---",
            "...",
            "{a: b}",
            "[a]",
            "a, b",
            "'",
            "''",
            "\"",
            "it's",
            "a\nb",
            "a\n",
            "\n",
            "\t",
            "a\tb",
            "\\",
            "\\n",
            "\r",
            "\u0000",
            "\u0007",
            "\u001b",
            "\u007f",
            "\u0085",
            "\u00a0",
            "\u2028",
            "\ufeff",
            "\u200b",
            "grün",
            "日本",
            "😀",
            "compact,delete",
            "10.0.0.1",
            "/a/b",
            "a".repeat(300));

    @Test
    void what_is_exported_and_planned_against_the_same_world_leaves_nothing() {
        eachSeed(seed -> {
            RandomCluster cluster = new RandomCluster(seed);
            FakeWorld world = FakeWorld.with(cluster.spec());
            Random random = new Random(seed);
            cluster.disturbUsers(world);
            makeTopics(world, random);
            ClusterSpec spec = cluster.spec(
                    Export.of(awake(world), Origin.of(cluster.spec())).yaml());
            assertThat(world.plan(spec).steps()).isEmpty();
        });
    }

    @Test
    void a_property_that_was_set_while_brokers_ran_goes_into_their_files_and_no_further() {
        eachSeed(seed -> {
            RandomCluster cluster = new RandomCluster(seed);
            FakeWorld world = FakeWorld.with(cluster.spec());
            world.setClusterConfig("log.retention.ms", "5");
            world.setClusterConfig("message.max.bytes", "1");
            ClusterSpec spec = cluster.spec(
                    Export.of(awake(world), Origin.of(cluster.spec())).yaml());
            List<Step> steps = world.plan(spec).steps();
            assertThat(steps).isNotEmpty().allMatch(Step.WriteFiles.class::isInstance);
            steps.forEach(world::execute);
            assertThat(world.plan(spec).steps()).isEmpty();
        });
    }

    @Test
    void the_same_world_gives_the_same_text() {
        eachSeed(seed -> {
            RandomCluster cluster = new RandomCluster(seed);
            FakeWorld world = FakeWorld.with(cluster.spec());
            cluster.disturbUsers(world);
            assertThat(Export.of(awake(world), Origin.UNKNOWN))
                    .isEqualTo(Export.of(awake(world.copy()), Origin.UNKNOWN));
        });
    }

    /// Topics that somebody made by hand, with names and properties that were not chosen for YAML.
    private static void makeTopics(FakeWorld world, Random random) {
        List<String> names =
                List.of("null", "1", "0x1F", "1e3", "true", "on", "a.b", "-", "_a", "__internal", "y", "2.5");
        for (int made = random.nextInt(6); made > 0; made--) {
            TreeMap<String, String> config = new TreeMap<>();
            for (int properties = random.nextInt(4); properties > 0; properties--) {
                config.put(
                        properties == 1 ? VALUES.get(random.nextInt(VALUES.size())) : "property." + properties,
                        VALUES.get(random.nextInt(VALUES.size())));
            }
            String name = names.get(random.nextInt(names.size()));
            world.execute(new Step.CreateTopic(name, 1 + random.nextInt(5), 1, new TreeMap<>(), config, "by hand"));
        }
    }

    private static Live.Awake awake(FakeWorld world) {
        return (Live.Awake) world.snapshot().live();
    }

    private static void eachSeed(LongConsumer law) {
        LongStream.range(0, SEEDS).forEach(seed -> {
            try {
                law.accept(seed);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        });
    }
}
