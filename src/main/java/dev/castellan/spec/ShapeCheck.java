package dev.castellan.spec;

import dev.castellan.problem.Problem;
import dev.castellan.problem.Suggest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Holds a YAML tree against a [Shape]; gives back the part that fits and a problem for each part that does not.
final class ShapeCheck {
    private final List<Problem> problems;

    ShapeCheck(List<Problem> problems) {
        this.problems = problems;
    }

    /// The tree without whatever does not fit, so that later checks can go on and report in the same round.
    Optional<Yaml> fit(Yaml yaml, Shape shape) {
        return switch (shape) {
            case Shape.Text text -> scalar(yaml, text, value -> value.matches(text.pattern()));
            case Shape.Whole whole -> scalar(yaml, whole, value -> isWithin(value, whole));
            case Shape.Choice choice -> choice(yaml, choice);
            case Shape.ListOf list -> list(yaml, list);
            case Shape.MapOf map -> map(yaml, map);
            case Shape.Fields fields -> fields(yaml, fields);
            case Shape.OneOf oneOf -> oneOf(yaml, oneOf);
        };
    }

    private Optional<Yaml> scalar(Yaml yaml, Shape shape, Check check) {
        if (yaml instanceof Yaml.Scalar scalar && !scalar.isNothing() && check.passes(scalar.text())) {
            return Optional.of(yaml);
        }
        return refuse(yaml, shape);
    }

    private Optional<Yaml> choice(Yaml yaml, Shape.Choice choice) {
        if (!(yaml instanceof Yaml.Scalar scalar) || choice.words().contains(scalar.text())) {
            return yaml instanceof Yaml.Scalar ? Optional.of(yaml) : refuse(yaml, choice);
        }
        String meant = Suggest.closest(scalar.text(), choice.words())
                .map(word -> "did you mean \"" + word + "\"?")
                .orElse("");
        problems.add(Problem.error(
                yaml.location().toString(), "\"" + scalar.text() + "\" is not " + choice.wanted(), meant));
        return Optional.empty();
    }

    private Optional<Yaml> list(Yaml yaml, Shape.ListOf shape) {
        if (!(yaml instanceof Yaml.Sequence sequence)) {
            return refuse(yaml, shape);
        }
        List<Yaml> kept = new ArrayList<>();
        for (Yaml element : sequence.elements()) {
            int known = problems.size();
            Optional<Yaml> fitting = fit(element, shape.element());
            if (shape.remains() == Shape.Remains.KEPT || problems.size() == known) {
                fitting.ifPresent(kept::add);
            }
        }
        return Optional.of(new Yaml.Sequence(kept, sequence.location()));
    }

    private Optional<Yaml> map(Yaml yaml, Shape.MapOf shape) {
        if (!(yaml instanceof Yaml.Mapping mapping)) {
            return isEmpty(yaml) ? Optional.empty() : refuse(yaml, shape);
        }
        List<Yaml.Entry> kept = new ArrayList<>();
        for (Yaml.Entry entry : mapping.entries()) {
            boolean mayBeEmpty = shape.emptiness() == Shape.Emptiness.ALLOWED && isEmpty(entry.value());
            Optional<Yaml> value = mayBeEmpty ? Optional.of(entry.value()) : fit(entry.value(), shape.value());
            value.ifPresent(fitting -> kept.add(new Yaml.Entry(entry.key(), entry.location(), fitting)));
        }
        return Optional.of(new Yaml.Mapping(kept, mapping.location()));
    }

    private Optional<Yaml> fields(Yaml yaml, Shape.Fields shape) {
        if (!(yaml instanceof Yaml.Mapping mapping)) {
            return refuse(yaml, shape);
        }
        List<Yaml.Entry> kept = new ArrayList<>();
        for (Yaml.Entry entry : mapping.entries()) {
            Optional<Shape.Field> field = shape.field(entry.key());
            if (field.isEmpty()) {
                unknown(entry, shape.names());
            } else if (!isEmpty(entry.value())) {
                fit(entry.value(), field.get().shape())
                        .ifPresent(fitting -> kept.add(new Yaml.Entry(entry.key(), entry.location(), fitting)));
            }
        }
        return Optional.of(new Yaml.Mapping(kept, mapping.location()));
    }

    private Optional<Yaml> oneOf(Yaml yaml, Shape.OneOf shape) {
        for (Shape alternative : shape.alternatives()) {
            boolean sameKind = switch (alternative) {
                case Shape.Text ignored -> yaml instanceof Yaml.Scalar;
                case Shape.Whole ignored -> yaml instanceof Yaml.Scalar;
                case Shape.Choice ignored -> yaml instanceof Yaml.Scalar;
                case Shape.ListOf ignored -> yaml instanceof Yaml.Sequence;
                case Shape.MapOf ignored -> yaml instanceof Yaml.Mapping;
                case Shape.Fields ignored -> yaml instanceof Yaml.Mapping;
                case Shape.OneOf ignored -> false;
            };
            if (sameKind) {
                return fit(yaml, alternative);
            }
        }
        return refuse(yaml, shape);
    }

    private void unknown(Yaml.Entry entry, List<String> known) {
        String hint = Suggest.closest(entry.key(), known)
                .map(name -> "did you mean \"" + name + "\"?")
                .orElse("known here: " + String.join(", ", known));
        problems.add(Problem.error(entry.location().toString(), "unknown field \"" + entry.key() + "\"", hint));
    }

    private Optional<Yaml> refuse(Yaml yaml, Shape shape) {
        String found = switch (yaml) {
            case Yaml.Scalar scalar -> scalar.isNothing() ? "nothing" : "\"" + scalar.text() + "\"";
            case Yaml.Sequence ignored -> "a list";
            case Yaml.Mapping ignored -> "a mapping";
        };
        problems.add(Problem.error(
                yaml.location().toString(), "found " + found + " where " + shape.wanted() + " is wanted", ""));
        return Optional.empty();
    }

    private static boolean isEmpty(Yaml yaml) {
        return yaml instanceof Yaml.Scalar scalar && scalar.isNothing();
    }

    private static boolean isWithin(String value, Shape.Whole whole) {
        try {
            int number = Integer.parseInt(value);
            return number >= whole.least() && number <= whole.most();
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private interface Check {
        boolean passes(String value);
    }
}
