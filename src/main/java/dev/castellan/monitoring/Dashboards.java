package dev.castellan.monitoring;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Dashboards as Grafana reads them from its provisioning. Pure.
///
/// Each has the variables `datasource` and `cluster`, and those of its own; links lead from one to the other.
final class Dashboards {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    static final int COLUMNS = 24;
    static final String HERE = "cluster_name=\"$cluster\"";

    private Dashboards() {}

    /// @param name of the file, and of the address in Grafana
    record Dashboard(String name, String title, List<Variable> variables, List<Panel> panels) {}

    /// Something to choose.
    ///
    /// @param metric whose label of that name says what there is to choose from
    record Variable(String name, String metric) {}

    /// @param unit as Grafana calls it
    /// @param width of 24 columns
    record Panel(String title, Kind kind, String unit, int width, List<Query> queries) {}

    /// @param legend with labels as `{{node}}`
    record Query(String expression, String legend) {}

    enum Kind {
        stat,
        timeseries
    }

    static String text(Dashboard dashboard) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("description", Monitoring.NOTE);
        json.put("uid", "castellan-" + dashboard.name());
        json.put("title", dashboard.title());
        json.put("schemaVersion", 39);
        json.put("refresh", "30s");
        json.putArray("tags").add("castellan");
        json.putObject("time").put("from", "now-3h").put("to", "now");
        link(json.putArray("links").addObject());
        ArrayNode variables = json.putObject("templating").putArray("list");
        variables
                .addObject()
                .put("name", "datasource")
                .put("type", "datasource")
                .put("query", "prometheus");
        Stream.concat(Stream.of(new Variable("cluster", "")), dashboard.variables().stream())
                .forEach(variable -> variable(variables.addObject(), variable));
        panels(json.putArray("panels"), dashboard.panels());
        return MAPPER.writeValueAsString(json) + "\n";
    }

    /// With all that Grafana's schema calls for, as the rest.
    private static void link(ObjectNode json) {
        json.put("type", "dashboards")
                .put("title", "Kafka")
                .put("icon", "external link")
                .put("tooltip", "")
                .put("asDropdown", false)
                .put("targetBlank", false)
                .put("includeVars", true)
                .put("keepTime", true)
                .putArray("tags")
                .add("castellan");
    }

    private static void variable(ObjectNode json, Variable variable) {
        boolean cluster = variable.metric().isEmpty();
        source(json.put("name", variable.name()).put("type", "query").put("refresh", 2))
                .put("multi", !cluster)
                .put("includeAll", !cluster)
                .put(
                        "query",
                        cluster
                                ? "label_values(castellan_cluster_answers, cluster_name)"
                                : "label_values(" + variable.metric() + "{" + HERE + "}, " + variable.name() + ")");
        if (!cluster) {
            json.put("allValue", ".*");
        }
    }

    private static void panels(ArrayNode json, List<Panel> panels) {
        int x = 0;
        int y = 0;
        int below = 0;
        for (Panel panel : panels) {
            int height = panel.kind() == Kind.stat ? 4 : 8;
            if (x + panel.width() > COLUMNS) {
                x = 0;
                y += below;
            }
            ObjectNode one = source(json.addObject()
                    .put("id", json.size())
                    .put("type", panel.kind().name())
                    .put("title", panel.title()));
            one.putObject("gridPos")
                    .put("h", height)
                    .put("w", panel.width())
                    .put("x", x)
                    .put("y", y);
            ObjectNode fields = one.putObject("fieldConfig");
            fields.putObject("defaults").put("unit", panel.unit());
            fields.putArray("overrides");
            ArrayNode targets = one.putArray("targets");
            panel.queries()
                    .forEach(query -> source(targets.addObject()
                            .put("refId", String.valueOf((char) ('A' + targets.size() - 1)))
                            .put("expr", query.expression())
                            .put("legendFormat", query.legend())));
            x += panel.width();
            below = height;
        }
    }

    private static ObjectNode source(ObjectNode json) {
        json.putObject("datasource").put("type", "prometheus").put("uid", "${datasource}");
        return json;
    }
}
