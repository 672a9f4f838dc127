package dev.castellan.apply;

import dev.castellan.plan.PlanText;
import dev.castellan.plan.Step;
import dev.castellan.target.Hold;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// What was done to a cluster, one JSON object a line, kept before and after each step.
final class Journal {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Hold hold;
    private final InstantSource clock;

    Journal(Hold hold, InstantSource clock) {
        this.hold = hold;
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
        hold.note(MAPPER.writeValueAsString(line));
    }
}
