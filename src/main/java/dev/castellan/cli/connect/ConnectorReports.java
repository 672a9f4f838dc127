package dev.castellan.cli.connect;

import dev.castellan.view.Report;
import dev.castellan.view.Table;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What is said of the offsets of connectors, in both forms.
final class ConnectorReports {
    private ConnectorReports() {}

    /// @param partition of what it reads, as its plugin divides it
    /// @param offset how far it has come there
    record Offset(String partition, String offset) {}

    record Offsets(String connector, List<Offset> offsets) {}

    /// @param body what a worker says of them
    static Report offsets(String connector, JsonNode body) {
        List<Offset> offsets = new ArrayList<>();
        body.path("offsets")
                .forEach(one -> offsets.add(new Offset(
                        one.path("partition").toString(), one.path("offset").toString())));
        Table table = Table.of("PARTITION", "OFFSET");
        offsets.forEach(offset -> table.row(offset.partition(), offset.offset()));
        return new Report(
                "ConnectorOffsets",
                new Offsets(connector, offsets),
                offsets.isEmpty() ? connector + " has noted no offsets yet" : table.text());
    }
}
