package dev.castellan.cli.connect;

import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.connect.postgres.Capture;
import dev.castellan.connect.postgres.Finding;
import dev.castellan.connect.postgres.NotReached;
import dev.castellan.connect.postgres.PostgresDoctor;
import dev.castellan.connect.postgres.PostgresFacts;
import dev.castellan.connect.postgres.PostgresReader;
import dev.castellan.connect.postgres.References;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.Problem;
import dev.castellan.problem.Suggest;
import dev.castellan.problem.UserMistake;
import dev.castellan.spec.ConnectSpec;
import dev.castellan.spec.ConnectorSpec;
import dev.castellan.spec.SpecReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `castellan connect doctor postgres`: whether databases are ready for the connectors that capture their changes.
@Command(
        name = "doctor",
        description = {
            "Look at the databases of connectors that capture changes, as the user that they log in as.",
            "Says what is wrong there and the SQL that mends it; changes nothing. No worker is needed.",
            "A database that does not answer or lets nobody in is told with the reason, and the others are looked at."
        })
public final class ConnectDoctor extends Verb {
    private static final String POSTGRES = "postgres";
    private static final Duration BOUND = Duration.ofSeconds(10);

    @Parameters(index = "0", paramLabel = "DATABASE", description = "the kind of database: postgres")
    private String database = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "CONNECTOR",
            description = "connectors of the spec; all of that kind when none is named")
    private List<String> names = new ArrayList<>();

    @Mixin
    private final SpecOption spec;

    @Mixin
    private final OutputOption output;

    public ConnectDoctor(Tools tools) {
        this.spec = new SpecOption(tools);
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        if (!database.equals(POSTGRES)) {
            throw new UserMistake("there is nothing to look for in a \"" + database + "\"", "the kind is: " + POSTGRES);
        }
        SpecReader.Reading reading = spec.read();
        if (!Problem.errorsIn(reading.problems()).isEmpty()) {
            throw new UserMistake(reading.problems());
        }
        ConnectSpec connect = reading.spec().connect();
        String folder = spec.folder().toAbsolutePath().toString();
        List<DoctorReport.Visit> visits = wanted(connect.connectors()).stream()
                .map(connector -> visit(connector.name(), connect.here(connector.config(), folder)))
                .toList();
        output.show(DoctorReport.of(visits));
        return visits.stream().flatMap(visit -> visit.findings().stream()).anyMatch(Finding::isError)
                ? ExitCode.WORLD
                : ExitCode.DONE;
    }

    private List<ConnectorSpec> wanted(List<ConnectorSpec> all) {
        List<ConnectorSpec> ofKind =
                all.stream().filter(connector -> isPostgres(connector.config())).toList();
        List<String> known = ofKind.stream().map(ConnectorSpec::name).toList();
        names.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new UserMistake(
                    "the spec has no connector \"" + name + "\" that captures changes of a PostgreSQL",
                    Suggest.hint(name, known, known.isEmpty() ? "" : "there are: " + String.join(", ", known)));
        });
        if (known.isEmpty()) {
            throw new UserMistake(
                    "no connector of the spec captures changes of a PostgreSQL",
                    "connectors: {NAME: {config: {connector.class: " + Capture.CONNECTOR + ", ...}}}");
        }
        return ofKind.stream()
                .filter(connector -> names.isEmpty() || names.contains(connector.name()))
                .toList();
    }

    private static boolean isPostgres(Map<String, String> config) {
        String type = config.getOrDefault(ConnectorSpec.CLASS, "");
        return Capture.CONNECTOR.equals(type) || Capture.CONNECTOR.endsWith("." + type);
    }

    /// @param given its config, as a worker on this machine would have it
    private static DoctorReport.Visit visit(String connector, Map<String, String> given) {
        Map<String, String> config = References.resolved(given);
        Capture capture = Capture.of(config);
        try {
            PostgresFacts facts = PostgresReader.read(capture, config.getOrDefault(Capture.PASSWORD, ""), BOUND);
            return DoctorReport.visit(connector, capture, facts, PostgresDoctor.judge(capture, facts));
        } catch (NotReached e) {
            return DoctorReport.visit(connector, capture, e.finding());
        }
    }
}
