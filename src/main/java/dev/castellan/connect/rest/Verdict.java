package dev.castellan.connect.rest;

import dev.castellan.problem.Suggest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// What a plugin says of a connector's config, without creating anything.
///
/// @param errors what is wrong with a property, by its name
/// @param unknown properties that it does not know, each with the one that may be meant; empty text where there is none
public record Verdict(SortedMap<String, List<String>> errors, SortedMap<String, String> unknown) {
    /// What Connect itself passes on, without a definition of what comes behind.
    private static final List<String> PASSED_ON = List.of(
            "producer.override.", "consumer.override.", "admin.override.", "topic.creation.", "driver.", "internal.");

    /// What MirrorMaker passes on to the clients that it makes.
    private static final List<String> OF_MIRRORS = List.of(
            "source.cluster.",
            "source.consumer.",
            "source.producer.",
            "source.admin.",
            "target.cluster.",
            "target.consumer.",
            "target.producer.",
            "target.admin.");

    /// @param body what `PUT /connector-plugins/CLASS/config/validate` answered
    public static Verdict of(JsonNode body, Map<String, String> config) {
        SortedMap<String, List<String>> errors = new TreeMap<>();
        Set<String> known = new TreeSet<>();
        for (JsonNode property : body.path("configs")) {
            JsonNode value = property.path("value");
            String name = value.path("name").asString("");
            known.add(name);
            List<String> said = new ArrayList<>();
            value.path("errors").forEach(error -> said.add(error.asString("")));
            if (!said.isEmpty()) {
                errors.put(name, said);
            }
        }
        SortedMap<String, String> unknown = new TreeMap<>();
        boolean mirrors = config.getOrDefault("connector.class", "").contains(".mirror.Mirror");
        config.keySet().stream()
                .filter(name -> !isKnown(name, known))
                .filter(name -> !mirrors || OF_MIRRORS.stream().noneMatch(name::startsWith))
                .forEach(name -> unknown.put(name, Suggest.closest(name, known).orElse("")));
        return new Verdict(errors, unknown);
    }

    /// A property of a part is the part's: `value.converter.schemas.enable`.
    private static boolean isKnown(String name, Set<String> known) {
        return known.contains(name)
                || name.equals("name")
                || PASSED_ON.stream().anyMatch(name::startsWith)
                || known.stream().anyMatch(part -> name.startsWith(part + "."));
    }
}
