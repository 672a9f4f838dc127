package dev.castellan.connect.rest;

import tools.jackson.databind.JsonNode;

/// What a worker answered.
///
/// @param body empty where it said nothing
public record Reply(int status, JsonNode body) {
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;

    public boolean isDone() {
        return status >= 200 && status < 300;
    }

    /// Whether workers share out connectors at the moment: asked again, they may do it.
    public boolean isBusy() {
        return status == CONFLICT;
    }

    public boolean isUnknown() {
        return status == NOT_FOUND;
    }

    /// What it says is wrong.
    public String complaint() {
        String said = body.path("message").asString("");
        return said.isEmpty() ? "status " + status : said.lines().findFirst().orElse("");
    }
}
