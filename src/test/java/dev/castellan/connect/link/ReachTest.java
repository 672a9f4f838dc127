package dev.castellan.connect.link;

import static dev.castellan.connect.link.Classes.byName;
import static dev.castellan.connect.link.Classes.names;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What can come to run in a plugin, and what only a name leads to.
class ReachTest {
    private static final int SEEDS = 1000;

    @Test
    void code_leads_on_from_class_to_class() {
        Reach reach = reach(List.of(leads("a.Source", "a.Task"), leads("a.Task", "a.Reader"), leads("a.Reader")));

        assertThat(reach.entry("a.Reader")).contains("a.Source");
        assertThat(reach.byName()).isEmpty();
    }

    @Test
    void a_name_in_a_text_and_a_service_lead_on_by_name_only() {
        var text = new ClassFile(
                "a.Source",
                17,
                true,
                List.of(),
                Set.of(),
                List.of(Reference.toClass("a.Channel")),
                Set.of("a.History", "a.b"));

        Reach reach = Reach.of(
                List.of("a.Source"),
                byName(List.of(
                        text, leads("a.History", "a.Deep"), leads("a.Deep"), leads("a.Topic"), leads("a.Alone"))),
                Map.of("a.Channel", Set.of("a.Topic")));

        assertThat(reach.byCode()).containsOnlyKeys("a.Source");
        assertThat(reach.byName()).containsOnlyKeys("a.History", "a.Deep", "a.Topic");
    }

    @Test
    void every_entry_is_its_own() {
        Reach reach = Reach.of(
                List.of("a.Source", "a.Sink"), byName(List.of(leads("a.Source", "a.Sink"), leads("a.Sink"))), Map.of());

        assertThat(reach.byCode()).isEqualTo(Map.of("a.Source", "a.Source", "a.Sink", "a.Sink"));
    }

    @Test
    void who_is_reached_leads_only_to_who_is_reached() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            List<ClassFile> files = new ArrayList<>();
            int size = 1 + random.nextInt(12);
            for (int at = 0; at < size; at++) {
                Set<String> others = new HashSet<>();
                for (int left = random.nextInt(3); left > 0; left--) {
                    others.add("a.C" + random.nextInt(size));
                }
                files.add(leads("a.C" + at, others.toArray(String[]::new)));
            }
            Reach reach = Reach.of(List.of("a.C0"), byName(files), Map.of());
            assertThat(reach.byCode()).as("seed %d", seed).containsKey("a.C0");
            for (ClassFile file : files) {
                if (reach.byCode().containsKey(file.name())) {
                    assertThat(reach.byCode().keySet())
                            .as("seed %d", seed)
                            .containsAll(file.mentions().toList());
                }
            }
        }
    }

    private static Reach reach(List<ClassFile> files) {
        return Reach.of(List.of(files.getFirst().name()), byName(files), Map.of());
    }

    private static ClassFile leads(String name, String... others) {
        ClassFile file =
                names(name, Set.of(others).stream().map(Reference::toClass).toArray(Reference[]::new));
        return new ClassFile(name, 17, true, List.of(), Set.of(), file.references(), Set.of());
    }
}
