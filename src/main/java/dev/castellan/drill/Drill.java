package dev.castellan.drill;

import dev.castellan.drill.Draw.Act;
import dev.castellan.drill.Draw.Drawn;
import dev.castellan.drill.Result.Episode;
import dev.castellan.fault.Injector;
import dev.castellan.ledger.Verdict;
import dev.castellan.problem.WorldRefused;
import dev.castellan.spec.ClusterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// One drill on one cluster: clients work, things break one after the other, and what clients saw is judged.
///
/// Nothing breaks before the cluster is healthy, everything is put right before the next thing breaks and at the end,
/// also where the drill itself is interrupted.
public final class Drill {
    private static final Duration HEALING = Duration.ofMinutes(3);

    private final Watch watch;
    private final Injector injector;
    private final ClusterSpec spec;
    private final InstantSource clock;
    private final Consumer<String> saying;

    /// @param saying hears what happens, as it happens
    public Drill(Watch watch, Injector injector, ClusterSpec spec, InstantSource clock, Consumer<String> saying) {
        this.watch = watch;
        this.injector = injector;
        this.spec = spec;
        this.clock = clock;
        this.saying = saying;
    }

    /// What a drill is to be.
    ///
    /// @param draws what goes wrong, in order
    /// @param least how long it lasts; the draws begin anew where they end before
    /// @param seed what they were drawn with
    /// @param safety how safe the topic is
    public record Settings(List<Draw> draws, Duration least, long seed, Safety safety, int rate) {
        public Settings {
            draws = List.copyOf(draws);
        }
    }

    /// @throws WorldRefused where the cluster is not healthy to begin with
    public Result run(Settings settings) {
        watch.requireHealthy(HEALING);
        Instant begun = clock.instant();
        List<Episode> episodes = new ArrayList<>();
        List<String> unhealed = new ArrayList<>();
        Account account = new Witness(watch.reach(), settings.safety(), settings.rate(), saying)
                .attend((recorder, lookout) -> unhealed.add(strike(settings, recorder, episodes, lookout)));
        unhealed.add(account.unsettled());
        return new Result(
                spec.name(),
                spec.kafka().version().toString(),
                begun.truncatedTo(ChronoUnit.SECONDS).toString(),
                settings.seed(),
                account.seconds(),
                account.settings(),
                withOutages(episodes, account.verdict()),
                account.verdict(),
                account.moments(),
                unhealed.stream().filter(what -> !what.isEmpty()).findFirst().orElse(""),
                account.leftOut());
    }

    /// @return what was not as before at the end; empty where all was
    private String strike(Settings settings, Recorder recorder, List<Episode> episodes, Lookout lookout) {
        long end = settings.least().toNanos();
        do {
            for (Draw draw : settings.draws()) {
                Drawn drawn = draw.from(watch.awake(), Safety.TOPIC);
                saying.accept(drawn.what() + "; expected: " + drawn.expected());
                double from = recorder.now() / 1e9;
                act(drawn, lookout);
                long ended = recorder.now();
                double until = ended / 1e9;
                String trouble = watch.heal(HEALING, () -> recorder.isTaken(Safety.PARTITIONS, ended));
                double healthy = trouble.isEmpty() ? recorder.now() / 1e9 : -1;
                episodes.add(new Episode(draw.kind(), drawn.what(), drawn.expected(), from, until, healthy, 0));
                if (!trouble.isEmpty()) {
                    return "after " + drawn.what() + ": " + trouble;
                }
                saying.accept(String.format(Locale.ROOT, "  in sync again %.1f s after its end", healthy - until));
            }
        } while (recorder.now() < end);
        return "";
    }

    /// Whatever happens in between, what was begun is ended.
    private void act(Drawn drawn, Lookout lookout) {
        try {
            for (Act act : drawn.acts()) {
                switch (act) {
                    case Act.Begin begin -> injector.begin(begin.fault());
                    case Act.End end -> injector.end(end.fault());
                    case Act.Hold hold -> lookout.rest(Duration.ofMillis(hold.millis()));
                }
            }
        } finally {
            boolean ignored = Thread.interrupted(); // what puts things right is not to be interrupted too
            if (!injector.underWay().isEmpty()) {
                injector.undo();
            }
        }
    }

    /// What each episode cost: the longest outage that began in it.
    private static List<Episode> withOutages(List<Episode> episodes, Verdict verdict) {
        List<Episode> all = new ArrayList<>();
        for (Episode episode : episodes) {
            double from = episode.from();
            double until = Math.max(episode.until(), episode.healthy());
            double worst = verdict.outages().values().stream()
                    .flatMap(List::stream)
                    .filter(window -> window.to() / 1e9 >= from && window.from() / 1e9 <= until)
                    .mapToDouble(Verdict.Window::seconds)
                    .max()
                    .orElse(0);
            all.add(new Episode(
                    episode.kind(),
                    episode.what(),
                    episode.expected(),
                    from,
                    episode.until(),
                    episode.healthy(),
                    worst));
        }
        return all;
    }
}
