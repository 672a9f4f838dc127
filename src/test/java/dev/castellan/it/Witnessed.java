package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.cli.keep.Keeping;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.drill.Account;
import dev.castellan.drill.Reach;
import dev.castellan.drill.Safety;
import dev.castellan.drill.Witness;
import dev.castellan.view.Console;
import java.time.InstantSource;
import java.util.Map;

/// The ledger's clients on the cluster in a sandbox, while a story does something to it.
final class Witnessed {
    private static final int RATE = 100;

    private Witnessed() {}

    /// @param change what is done meanwhile, as `() -> sandbox.run("apply").succeeds()`
    static <X extends Exception> Account during(Sandbox sandbox, Witness.Change<X> change) throws X {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off"); // as Main does
        Tools tools = new Tools(
                new Console(System.in, System.out, System.err, false),
                sandbox.home(),
                sandbox.directory(),
                Map.of(),
                InstantSource.system());
        try (Keeping keeping = Keeping.open(tools, new SpecOption(tools))) {
            Safety safety = Safety.usual(keeping.spec().brokers().size());
            return Witness.during(Reach.of(keeping.target()), safety, RATE, change);
        }
    }

    /// Every promise was kept, and nobody was refused anything.
    static void kept(Account account) {
        assertThat(account.holds()).as(account.toString()).isTrue();
        assertThat(account.verdict().counts().refused()).as(account.toString()).isZero();
        assertThat(account.verdict().counts().acknowledged()).isGreaterThan(500);
    }
}
