package dev.castellan.plan;

import dev.castellan.plan.Step.InstallPrometheus;
import dev.castellan.plan.Step.OfPrometheus;
import dev.castellan.plan.Step.RemovePrometheus;
import dev.castellan.plan.Step.RunPrometheus;
import java.util.List;

/// Steps about Prometheus as a person reads them, see [PlanText].
final class PrometheusText {
    private static final int FEW = 4;

    private PrometheusText() {}

    static String brief(OfPrometheus step) {
        return switch (step) {
            case InstallPrometheus install -> "install " + String.join(", ", install.packages());
            case RunPrometheus run when run.after().isEmpty() -> "Prometheus and Alertmanager, take up their files";
            case RunPrometheus run
            when run.after().size() <= FEW -> String.join(", ", run.after().keySet());
            case RunPrometheus run ->
                "Prometheus and Alertmanager, " + run.after().size() + " files";
            case RemovePrometheus ignored -> "Prometheus and Alertmanager, delete with all they have collected";
        };
    }

    static String sign(OfPrometheus step) {
        return switch (step) {
            case InstallPrometheus ignored -> "+";
            case RunPrometheus run when run.after().isEmpty() -> ">";
            case RunPrometheus run -> run.before().isEmpty() ? "+" : "~";
            case RemovePrometheus ignored -> "-";
        };
    }

    static String impact(OfPrometheus step) {
        return switch (step) {
            case InstallPrometheus ignored -> "install";
            case RunPrometheus run when run.after().isEmpty() -> "start";
            case RunPrometheus run -> run.before().isEmpty() ? "new" : "file";
            case RemovePrometheus ignored -> "delete";
        };
    }

    static List<String> details(OfPrometheus step) {
        return switch (step) {
            case InstallPrometheus ignored -> List.of("the services that these packages bring stay off");
            case RunPrometheus run -> PlanText.changes(run);
            case RemovePrometheus ignored ->
                List.of("alertmanager.yml too: whom to tell of alerts stands there and nowhere else");
        };
    }
}
