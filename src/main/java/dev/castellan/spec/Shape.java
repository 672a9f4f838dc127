package dev.castellan.spec;

import java.util.List;
import java.util.Optional;

/// What may stand at one place of the spec. One model, three uses: reading, the JSON Schema, and suggestions.
sealed interface Shape {
    /// For a person: `a number from 1 to 9`.
    String wanted();

    /// Any scalar that matches a pattern.
    record Text(String wanted, String pattern) implements Shape {}

    record Whole(int least, int most) implements Shape {
        @Override
        public String wanted() {
            return "a whole number from " + least + " to " + most;
        }
    }

    record Choice(List<String> words) implements Shape {
        @Override
        public String wanted() {
            return "one of " + String.join(", ", words);
        }
    }

    record ListOf(Shape element, Remains remains) implements Shape {
        ListOf(Shape element) {
            this(element, Remains.KEPT);
        }

        @Override
        public String wanted() {
            return "a list";
        }
    }

    /// What becomes of the part of an element that fits, where another part does not: to go on with it, or to leave the
    /// element out, because half of it would say something else.
    enum Remains {
        KEPT,
        DROPPED
    }

    /// Names the user chooses, all with values of one shape; a value may be left empty where `emptyAllowed`.
    record MapOf(Shape value, Emptiness emptiness) implements Shape {
        @Override
        public String wanted() {
            return "a mapping of names to values";
        }
    }

    /// Whether a name may stand without a value.
    enum Emptiness {
        ALLOWED,
        REFUSED
    }

    record Fields(List<Field> fields) implements Shape {
        @Override
        public String wanted() {
            return "a mapping with the fields " + String.join(", ", names());
        }

        List<String> names() {
            return fields.stream().map(Field::name).toList();
        }

        Optional<Field> field(String name) {
            return fields.stream().filter(field -> field.name().equals(name)).findFirst();
        }
    }

    /// The first alternative whose kind of YAML node fits is the one that counts.
    record OneOf(List<Shape> alternatives) implements Shape {
        @Override
        public String wanted() {
            return String.join(", or ", alternatives.stream().map(Shape::wanted).toList());
        }
    }

    /// @param about one sentence for editors, shown while typing
    record Field(String name, Shape shape, String about) {}
}
