package dev.castellan.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes a [Shape] as JSON Schema.
final class JsonSchema {
    private JsonSchema() {}

    static Map<String, Object> of(Shape.Fields root) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Castellan cluster.yaml");
        schema.putAll(fields(root));
        schema.put("type", List.of("object", "null"));
        schema.put("$defs", ordered("variable", ordered("type", "string", "pattern", Variables.USE.pattern())));
        return schema;
    }

    private static Map<String, Object> schema(Shape shape) {
        return switch (shape) {
            case Shape.Text text -> text(text);
            case Shape.Whole whole ->
                orVariable(ordered("type", "integer", "minimum", whole.least(), "maximum", whole.most()));
            case Shape.Choice choice -> orVariable(ordered("enum", choice.words()));
            case Shape.ListOf list -> ordered("type", "array", "items", schema(list.element()));
            case Shape.MapOf map -> ordered("type", "object", "additionalProperties", mapValue(map));
            case Shape.Fields fields -> fields(fields);
            case Shape.OneOf oneOf ->
                ordered(
                        "oneOf",
                        oneOf.alternatives().stream().map(JsonSchema::schema).toList());
        };
    }

    private static Map<String, Object> text(Shape.Text text) {
        Map<String, Object> schema = ordered("type", types(text), "pattern", "^(" + text.pattern() + ")$");
        return "${name}".matches(text.pattern()) ? schema : orVariable(schema);
    }

    /// Its value is put there before anything is held against a shape.
    private static Map<String, Object> orVariable(Map<String, Object> schema) {
        return ordered("anyOf", List.of(schema, ordered("$ref", "#/$defs/variable")));
    }

    /// YAML takes `168` and `true` for a number and a truth value, Kafka reads both as text. A pattern holds for text
    /// only, so the other kinds are named where it would let them through.
    private static List<String> types(Shape.Text text) {
        List<String> types = new ArrayList<>(List.of("string"));
        if ("1".matches(text.pattern())) {
            types.add("1.5".matches(text.pattern()) ? "number" : "integer");
        }
        if ("true".matches(text.pattern())) {
            types.add("boolean");
        }
        return types;
    }

    private static Map<String, Object> mapValue(Shape.MapOf map) {
        Map<String, Object> value = schema(map.value());
        if (map.emptiness() == Shape.Emptiness.ALLOWED) {
            value.put("type", List.of("object", "null"));
        }
        return value;
    }

    private static Map<String, Object> fields(Shape.Fields fields) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Shape.Field field : fields.fields()) {
            Map<String, Object> described = ordered("description", field.about());
            described.putAll(schema(field.shape()));
            properties.put(field.name(), described);
        }
        return ordered("type", "object", "properties", properties, "additionalProperties", false);
    }

    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return map;
    }
}
