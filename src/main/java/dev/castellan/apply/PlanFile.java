package dev.castellan.apply;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.castellan.machine.SafeFiles;
import dev.castellan.plan.Concealed;
import dev.castellan.plan.Plan;
import dev.castellan.plan.Step;
import dev.castellan.problem.UserMistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Plans as JSON: printed, kept, and read again to be applied.
public final class PlanFile {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .addMixIn(Step.class, Named.class)
            .addMixIn(Plan.class, FieldsOnly.class)
            .registerSubtypes(Step.class.getPermittedSubclasses())
            .build();

    private PlanFile() {}

    /// A step carries its kind, so that it can be read back.
    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "step")
    private interface Named {}

    /// A plan is its fields; whether it is empty shows.
    @JsonIgnoreProperties("empty")
    private interface FieldsOnly {}

    /// The plan as a tree, for printing; without what is [Concealed].
    public static JsonNode body(Plan plan) {
        return MAPPER.valueToTree(Concealed.of(plan));
    }

    /// Keeps a plan, without what is [Concealed].
    public static void write(Path file, Plan plan) {
        SafeFiles.write(file, MAPPER.writeValueAsString(Concealed.of(plan)) + "\n");
    }

    /// @throws UserMistake when the file is not there or holds no plan
    public static Plan read(Path file) {
        String remedy = "castellan plan --save " + file.getFileName();
        try {
            Plan plan = MAPPER.readValue(Files.readString(file), Plan.class);
            if (plan != null) {
                return plan;
            }
        } catch (NoSuchFileException e) {
            throw new UserMistake(file + " does not exist", remedy);
        } catch (JacksonException | IOException e) {
            // What the parser says is about Castellan's own classes, and helps nobody.
        }
        throw new UserMistake(file + " holds no plan that this Castellan has kept", remedy);
    }
}
