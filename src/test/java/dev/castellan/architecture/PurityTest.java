package dev.castellan.architecture;

import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a room must not touch: deciding reads no clock and no file, and only a main class prints.
class PurityTest {
    private static final String[] PLANNING = {
        Code.room("plan"),
        Code.room("balance"),
        Code.room("lag"),
        Code.room("doctor"),
        Code.room("tune"),
        Code.room("export")
    };

    /// What a pure room may use of the JDK: values and collections, nothing that reads or changes the world.
    private static final String[] VALUES = {
        "",
        "java.lang..",
        "java.math",
        "java.nio.charset",
        "java.security",
        "java.text",
        "java.time..",
        "java.util",
        "java.util.function",
        "java.util.regex",
        "java.util.stream",
        "org.jspecify.."
    };

    @Test
    void planning_knows_only_values_and_the_records_of_the_rooms_below() {
        Code.check(classes()
                .that()
                .resideInAnyPackage(PLANNING)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(values(
                        Code.room("plan"),
                        Code.room("balance"),
                        Code.room("lag"),
                        Code.room("doctor"),
                        Code.room("tune"),
                        Code.room("export"),
                        "dev.castellan.observe",
                        "dev.castellan.target",
                        "dev.castellan.kafka.config",
                        "dev.castellan.kafka.knowledge",
                        Code.room("spec"),
                        Code.room("problem"))));
    }

    @Test
    void planning_reads_no_clock_and_throws_no_dice() {
        Code.check(noClasses()
                .that()
                .resideInAnyPackage(PLANNING)
                .should()
                .dependOnClassesThat(DescribedPredicate.or(
                        JavaClass.Predicates.assignableTo(Random.class),
                        JavaClass.Predicates.assignableTo(Clock.class),
                        JavaClass.Predicates.assignableTo(InstantSource.class),
                        JavaClass.Predicates.assignableTo(Thread.class)))
                .orShould(callMethod(System.class, "currentTimeMillis"))
                .orShould(callMethod(System.class, "nanoTime"))
                .orShould(callMethod(System.class, "getenv"))
                .orShould(callMethod(UUID.class, "randomUUID"))
                .orShould(callMethod(Instant.class, "now")));
    }

    @Test
    void a_benchmark_is_judged_from_values_alone() {
        Code.check(classes()
                .that()
                .resideInAPackage("dev.castellan.measure")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(values("dev.castellan.measure", "java.nio", "java.util.zip", "org.HdrHistogram")));
    }

    @Test
    void a_history_is_told_from_values_alone() {
        Code.check(classes()
                .that()
                .resideInAPackage(Code.room("history"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(values(Code.room("history"), "dev.castellan.target", "tools.jackson..")));
        Code.check(noClasses()
                .that()
                .resideInAPackage(Code.room("history"))
                .should()
                .callMethod(Instant.class, "now"));
    }

    @Test
    void whether_a_plugin_links_is_decided_from_values_alone() {
        Code.check(classes()
                .that()
                .resideInAPackage("dev.castellan.connect.link")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(values("dev.castellan.connect.link", Code.room("spec"), Code.room("problem"))));
    }

    @Test
    void the_spec_knows_only_values_the_yaml_parser_and_problems() {
        Code.check(classes()
                .that()
                .resideInAPackage(Code.room("spec"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(values(
                        Code.room("spec"), Code.room("problem"), "org.snakeyaml..", "java.io", "java.nio.file")));
    }

    @Test
    void a_problem_knows_only_values() {
        Code.check(classes()
                .that()
                .resideInAPackage(Code.room("problem"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(values(Code.room("problem"))));
    }

    @Test
    void only_a_main_class_touches_the_standard_streams() {
        DescribedPredicate<JavaClass> main = DescribedPredicate.describe(
                "have no main method",
                type -> type.getMethods().stream()
                        .noneMatch(method -> method.getName().equals("main")));
        Code.check(noClasses()
                .that(main)
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould(callMethod(Throwable.class, "printStackTrace")));
    }

    @Test
    void a_class_is_named_after_what_it_is() {
        Code.check(noClasses()
                .should()
                .haveNameMatching(".*(Manager|Handler|Processor|Helper|Data|Info|Utils?)")
                .orShould()
                .resideInAnyPackage("..internal..", "..impl..", "..util..", "..common..", "..helper..", "..manager.."));
    }

    private static String[] values(String... more) {
        return Stream.concat(Arrays.stream(VALUES), Arrays.stream(more)).toArray(String[]::new);
    }
}
