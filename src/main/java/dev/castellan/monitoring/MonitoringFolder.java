package dev.castellan.monitoring;

import dev.castellan.machine.SafeFiles;
import dev.castellan.problem.Problem;
import dev.castellan.problem.UserMistake;
import dev.castellan.spec.Dialect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A directory that Prometheus reads. Each file is replaced whole, as it may be read at any time.
public record MonitoringFolder(Path path) {
    /// What became of a file.
    public enum Outcome {
        WRITTEN,
        SAME,
        /// It is the user's.
        LEFT
    }

    /// @param path relative to the directory
    public record Result(String path, Outcome outcome) {}

    private record Decision(Monitoring.File file, Outcome outcome) {}

    /// @throws UserMistake when a file of that name was written by somebody else; nothing is written then
    /// @throws dev.castellan.problem.WorldRefused when the disk is full, or the place may not be written
    public List<Result> write(List<Monitoring.File> files) {
        List<Decision> decisions = new ArrayList<>();
        List<Problem> strangers = new ArrayList<>();
        for (Monitoring.File file : files) {
            Optional<String> there = SafeFiles.read(path.resolve(file.path()));
            if (file.owner() == Monitoring.Owner.CASTELLAN
                    && there.filter(text -> !isOurs(text)).isPresent()) {
                strangers.add(Problem.error(
                        path.resolve(file.path()).toString(),
                        "was not written by Castellan",
                        "move it away, or name another directory"));
            }
            decisions.add(new Decision(file, outcome(file, there)));
        }
        if (!strangers.isEmpty()) {
            throw new UserMistake(strangers);
        }
        return decisions.stream().map(this::carryOut).toList();
    }

    /// Whether the configuration there asks the agents of a locked cluster: by a job of its own, or by the file with
    /// it.
    public boolean asks(String cluster) {
        String configuration = configuration();
        return configuration.contains(Monitoring.locked(cluster)) || configuration.contains("scrape_config_files");
    }

    /// Whether the configuration there takes in the rules that tell metrics in a dialect too.
    public boolean loads(Dialect dialect) {
        String configuration = configuration();
        return configuration.contains(Monitoring.names(dialect)) || configuration.contains("names/*.yml");
    }

    private String configuration() {
        return SafeFiles.read(path.resolve(Monitoring.PROMETHEUS)).orElse("");
    }

    /// Comments begin a file of YAML; JSON has a field for such words.
    private static boolean isOurs(String text) {
        return text.lines().limit(2).anyMatch(line -> line.contains(Monitoring.MARK));
    }

    private static Outcome outcome(Monitoring.File file, Optional<String> there) {
        if (there.filter(file.text()::equals).isPresent()) {
            return Outcome.SAME;
        }
        return file.owner() == Monitoring.Owner.USER && there.isPresent() ? Outcome.LEFT : Outcome.WRITTEN;
    }

    private Result carryOut(Decision decision) {
        if (decision.outcome() == Outcome.WRITTEN) {
            Path file = path.resolve(decision.file().path());
            switch (decision.file().owner()) {
                case SECRET -> SafeFiles.writePrivate(file, decision.file().text());
                case CASTELLAN, USER -> SafeFiles.write(file, decision.file().text());
            }
        }
        return new Result(decision.file().path(), decision.outcome());
    }
}
