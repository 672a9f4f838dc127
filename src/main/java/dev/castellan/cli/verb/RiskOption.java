package dev.castellan.cli.verb;

import dev.castellan.plan.Question.Risk;
import dev.castellan.problem.Suggest;
import dev.castellan.problem.UserMistake;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// `--accept-risk NAME`: what the user agrees to lose. A refusal prints the flag that it waits for.
public final class RiskOption {
    @Option(
            names = "--accept-risk",
            paramLabel = "NAME",
            description = {
                "data-loss: go on where data is or will be lost",
                "delete-topics: delete topics that are not in the spec",
                "shrink-retention: keep less than there is",
                "key-order: add partitions to a topic with keys",
                "last-admin: go on where no user may do everything any more",
                "weak-quorum: go on where controllers will stand fewer losses",
                "old-clients: go on where clients trust the old certificate authority alone",
                "plain-clients: close the plain doors, so that clients without TLS are shut out",
                "unavailable: restart nodes though partitions without a replica to spare go down with them",
                "no-way-back: finalize features, or make a static quorum dynamic, which cannot be taken back",
                "drill: break nodes of a cluster that others may be using"
            })
    private List<String> names = List.of();

    /// @throws UserMistake when there is no such risk
    public Set<Risk> accepted() {
        Set<Risk> risks = EnumSet.noneOf(Risk.class);
        for (String name : names) {
            risks.add(Stream.of(Risk.values())
                    .filter(risk -> risk.text().equals(name))
                    .findFirst()
                    .orElseThrow(() -> {
                        List<String> known =
                                Stream.of(Risk.values()).map(Risk::text).toList();
                        return new UserMistake(
                                "there is no risk \"" + name + "\"",
                                Suggest.hint(name, known, "known: " + String.join(", ", known)));
                    }));
        }
        return risks;
    }
}
