package dev.castellan.apply;

import dev.castellan.machine.SafeFiles;
import dev.castellan.plan.PlanText;
import dev.castellan.plan.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// What was done to a cluster, one JSON object a line, forced to disk before and after each step.
final class Journal {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Path file;
    private final InstantSource clock;

    Journal(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    enum Moment {
        BEGUN,
        DONE,
        REFUSED
    }

    void write(Moment moment, Step step, String detail) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", clock.instant().toString());
        line.put("moment", moment.name());
        line.put("step", step.getClass().getSimpleName());
        line.put("where", PlanText.where(step));
        line.put("what", PlanText.brief(step));
        line.put("why", step.why());
        if (!detail.isEmpty()) {
            line.put("detail", detail);
        }
        line.put(
                "by",
                System.getProperty("user.name") + ", pid "
                        + ProcessHandle.current().pid());
        append(MAPPER.writeValueAsString(line) + "\n");
    }

    private void append(String line) {
        SafeFiles.createParent(file);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            channel.force(false);
        } catch (IOException e) {
            throw SafeFiles.refused(file, e);
        }
    }
}
