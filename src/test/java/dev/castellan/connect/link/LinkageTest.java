package dev.castellan.connect.link;

import static dev.castellan.connect.link.Classes.OBJECT;
import static dev.castellan.connect.link.Classes.TOPIC;
import static dev.castellan.connect.link.Classes.call;
import static dev.castellan.connect.link.Classes.catalogue;
import static dev.castellan.connect.link.Classes.declares;
import static dev.castellan.connect.link.Classes.names;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a plugin names of Kafka is there, or is told by name.
class LinkageTest {
    private static final int SEEDS = 2000;

    @Test
    void a_method_that_the_release_lacks_is_missing() {
        ClassFile task = names("http.Task", call(TOPIC, "minInSyncReplicas(S)V"), call(TOPIC, "build"));
        ClassFile builder = declares(TOPIC, List.of(OBJECT), "build", "minInSyncReplicas(I)V");

        assertThat(missing(List.of(builder), task))
                .containsExactly(new Missing("http.Task", call(TOPIC, "minInSyncReplicas(S)V")));
    }

    @Test
    void a_class_that_is_missing_is_told_once_and_not_for_each_of_its_methods() {
        ClassFile task = names("a.Task", Reference.toClass(TOPIC), call(TOPIC, "build"), call(TOPIC, "<init>"));

        assertThat(missing(List.of(), task)).containsExactly(new Missing("a.Task", Reference.toClass(TOPIC)));
    }

    @Test
    void what_is_inherited_is_there_and_a_constructor_is_not_inherited() {
        ClassFile parent = declares("org.apache.kafka.Parent", List.of(OBJECT), "start", "<init>(I)V");
        ClassFile child = declares("org.apache.kafka.Child", List.of("org.apache.kafka.Parent"));
        ClassFile task = names(
                "a.Task",
                call(child.name(), "start"),
                call(child.name(), "toString"),
                call(child.name(), "<init>(I)V"));

        assertThat(missing(List.of(parent, child), task))
                .extracting(Missing::what)
                .containsExactly(call(child.name(), "<init>(I)V"));
    }

    @Test
    void a_method_that_an_own_class_no_longer_inherits_from_kafka_is_missing() {
        ClassFile task = new ClassFile(
                "a.Task",
                17,
                true,
                List.of("org.apache.kafka.Task"),
                Set.of(),
                List.of(call("a.Task", "context"), call("a.Task", "stop")),
                Set.of());

        assertThat(missing(List.of(declares("org.apache.kafka.Task", List.of(OBJECT), "stop")), task))
                .extracting(Missing::what)
                .containsExactly(call("a.Task", "context"));
    }

    @Test
    void what_may_come_from_a_class_that_nobody_has_is_not_called_missing() {
        ClassFile child = declares("org.apache.kafka.Child", List.of("com.elsewhere.Parent"));

        assertThat(missing(List.of(child), names("a.Task", call(child.name(), "start"))))
                .isEmpty();
    }

    @Test
    void what_is_not_kafkas_is_nobodys_business_here() {
        assertThat(missing(List.of(), names("a.Task", call("com.elsewhere.Gone", "start"))))
                .isEmpty();
    }

    @Test
    void exactly_what_no_ancestor_declares_is_missing() {
        for (int seed = 0; seed < SEEDS; seed++) {
            World world = World.random(new Random(seed));
            Set<Reference> wrong = new HashSet<>();
            for (Reference reference : world.plugin.references()) {
                if (!declared(
                        reference.owner(), reference.member(), world.catalogue().classes())) {
                    wrong.add(reference);
                }
            }
            assertThat(Linkage.missing(List.of(world.plugin), world.catalogue()))
                    .as("seed %d", seed)
                    .extracting(Missing::what)
                    .containsExactlyInAnyOrderElementsOf(wrong);
        }
    }

    @Test
    void a_release_that_has_more_never_lacks_more() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            World world = World.random(random);
            List<Missing> before = Linkage.missing(List.of(world.plugin), world.catalogue());
            int at = random.nextInt(world.release.size());
            ClassFile some = world.release.get(at);
            Set<Member> more = new HashSet<>(some.members());
            more.add(Classes.method("m" + random.nextInt(6)));
            world.release.set(at, withMembers(some, more));
            assertThat(before)
                    .as("seed %d", seed)
                    .containsAll(Linkage.missing(List.of(world.plugin), world.catalogue()));
        }
    }

    @Test
    void a_method_may_move_up_to_what_its_class_inherits_from() {
        for (int seed = 0; seed < SEEDS; seed++) {
            World world = World.random(new Random(seed));
            List<Missing> before = Linkage.missing(List.of(world.plugin), world.catalogue());
            for (int at = world.release.size() - 1; at > 0; at--) {
                ClassFile child = world.release.get(at);
                int above = World.number(child.parents().getFirst());
                ClassFile parent = world.release.get(above);
                Set<Member> both = new HashSet<>(parent.members());
                both.addAll(child.members());
                world.release.set(above, withMembers(parent, both));
                world.release.set(at, withMembers(child, Set.of()));
            }
            assertThat(before)
                    .as("seed %d", seed)
                    .containsAll(Linkage.missing(List.of(world.plugin), world.catalogue()));
        }
    }

    private static List<Missing> missing(List<ClassFile> release, ClassFile plugin) {
        return Linkage.missing(List.of(plugin), catalogue(release, List.of(plugin)));
    }

    /// The rule in one sentence: the class itself or something it inherits from declares it.
    private static boolean declared(String name, Member member, Map<String, ClassFile> classes) {
        ClassFile file = classes.get(name);
        return file.members().contains(member)
                || file.parents().stream().anyMatch(parent -> declared(parent, member, classes));
    }

    private static ClassFile withMembers(ClassFile file, Set<Member> members) {
        return new ClassFile(
                file.name(), file.java(), file.concrete(), file.parents(), members, file.references(), file.strings());
    }

    /// Classes of Kafka that inherit from each other at random, and a plugin that names some of their methods.
    private record World(List<ClassFile> release, ClassFile plugin) {
        static World random(Random random) {
            List<ClassFile> release = new ArrayList<>();
            int size = 2 + random.nextInt(8);
            for (int at = 0; at < size; at++) {
                List<String> parents = new ArrayList<>(List.of(at == 0 ? OBJECT : name(random.nextInt(at))));
                if (at > 1 && random.nextBoolean()) {
                    parents.add(name(random.nextInt(at)));
                }
                Set<Member> members = new HashSet<>();
                for (int left = random.nextInt(4); left > 0; left--) {
                    members.add(Classes.method("m" + random.nextInt(6)));
                }
                release.add(new ClassFile(name(at), 17, true, parents, members, List.of(), Set.of()));
            }
            List<Reference> references = new ArrayList<>();
            for (int left = 1 + random.nextInt(10); left > 0; left--) {
                references.add(call(name(random.nextInt(size)), "m" + random.nextInt(6)));
            }
            return new World(
                    release, names("a.Task", references.stream().distinct().toArray(Reference[]::new)));
        }

        Catalogue catalogue() {
            return Classes.catalogue(release, List.of(plugin));
        }

        static String name(int number) {
            return "org.apache.kafka.C" + number;
        }

        static int number(String name) {
            return Integer.parseInt(name.substring("org.apache.kafka.C".length()));
        }
    }
}
