package dev.castellan.cli.users;

import dev.castellan.cli.keep.Keeping;
import dev.castellan.cli.keep.ProgressOption;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.plan.Step;
import dev.castellan.problem.ExitCode;
import dev.castellan.security.Secret;
import dev.castellan.security.Vault;
import dev.castellan.spec.UserSpec;
import dev.castellan.target.Hold;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `castellan users rotate`.
///
/// The new password is kept before Kafka learns it: interrupted between the two, the same command puts it right.
@Command(
        name = "rotate",
        description = {
            "Give a user a new password; the old one is over at once.",
            "Connections that stand go on, new ones need the new password."
        })
public final class RotateUser extends Verb {
    private final Tools tools;

    @Mixin
    private final SpecOption spec;

    @Mixin
    private final OutputOption output;

    @Mixin
    private final ProgressOption progress;

    @Parameters(paramLabel = "USER", description = "a user of the spec")
    private String name = "";

    public RotateUser(Tools tools) {
        this.tools = tools;
        this.spec = new SpecOption(tools);
        this.output = new OutputOption(tools);
        this.progress = new ProgressOption(tools, output);
    }

    @Override
    public ExitCode call() {
        try (Keeping keeping = Keeping.open(tools, spec);
                Hold ignored = keeping.hold("users rotate")) {
            UserSpec user = KeptUser.withPassword(keeping, name);
            keeping.vault().put(Vault.user(user.name()), Secret.generate());
            Step step = new Step.CreateUser(user.name(), Step.CreateUser.MECHANISM, "asked for");
            keeping.apply(List.of(step), progress.listener());
            output.show(UserReports.rotated(name, Step.CreateUser.MECHANISM));
        }
        return ExitCode.DONE;
    }
}
