package dev.castellan.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.joining;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The rooms of the house, and which way the arrows between them point.
class ArrowsTest {
    /// From the front door down. Rooms in one line may know each other, as long as there is no cycle.
    static final List<Set<String>> ROOMS = List.of(
            Set.of("cli", "console"),
            Set.of("view"),
            Set.of("apply", "drill", "fault", "measure", "metrics", "probe", "serve", "backup", "migrate"),
            Set.of("plan", "balance", "lag", "doctor", "tune", "export", "history"),
            Set.of("observe"),
            Set.of("target"),
            Set.of("kafka", "connect", "security", "monitoring"),
            Set.of("machine"),
            Set.of("spec", "ledger"),
            Set.of("problem"));

    @TestFactory
    Stream<DynamicTest> arrows_between_rooms_point_down() {
        return IntStream.range(1, ROOMS.size()).mapToObj(line -> {
            ArchRule rule = noClasses()
                    .that()
                    .resideInAnyPackage(packages(line, line + 1))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(packages(0, line));
            return DynamicTest.dynamicTest(
                    ROOMS.get(line).stream().sorted().collect(joining(", ")), () -> Code.check(rule));
        });
    }

    @Test
    void every_class_lives_in_a_room_of_the_house() {
        Code.check(classes().should().resideInAnyPackage(packages(0, ROOMS.size())));
    }

    @Test
    void rooms_have_no_cycles() {
        Code.check(slices().matching("dev.castellan.(*)..").should().beFreeOfCycles());
    }

    @Test
    void packages_have_no_cycles() {
        Code.check(slices().matching("dev.castellan.(**)").should().beFreeOfCycles());
    }

    /// The packages of some lines of [#ROOMS], the first inclusive, the last exclusive.
    private static String[] packages(int first, int last) {
        return ROOMS.subList(first, last).stream()
                .flatMap(Set::stream)
                .map(Code::room)
                .toArray(String[]::new);
    }
}
