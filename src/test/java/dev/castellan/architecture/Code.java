package dev.castellan.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;

/// The compiled classes of Castellan, without its tests, and the words rules about them are written in.
final class Code {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("dev.castellan");

    private Code() {}

    static JavaClasses classes() {
        return CLASSES;
    }

    /// Everything in one room: `room("plan")` is `dev.castellan.plan..`.
    static String room(String name) {
        return "dev.castellan." + name + "..";
    }

    /// A rule about a room that nobody has built yet holds.
    static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }
}
