package dev.castellan.machine;

import dev.castellan.problem.Problem;
import dev.castellan.problem.WorldRefused;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/// The same work for several things at once, a virtual thread each; returns when all of it has ended.
public final class InParallel {
    private InParallel() {}

    public static <T> void each(Collection<T> things, Consumer<T> work) {
        map(things, thing -> {
            work.accept(thing);
            return true;
        });
    }

    /// The answer for each, in the order of the things.
    ///
    /// @throws WorldRefused with the refusals of all of them; any other exception as it is
    public static <T, R> Map<T, R> map(Collection<T> things, Function<T, R> work) {
        Map<T, Future<R>> running = new LinkedHashMap<>();
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            things.forEach(thing -> running.put(thing, each.submit(() -> work.apply(thing))));
        }
        Map<T, R> answers = new LinkedHashMap<>();
        List<Problem> refusals = new ArrayList<>();
        running.forEach((thing, future) -> {
            if (future.state() == Future.State.SUCCESS) {
                answers.put(thing, future.resultNow());
            } else if (future.exceptionNow() instanceof WorldRefused refused) {
                refusals.addAll(refused.problems());
            } else {
                throw future.exceptionNow() instanceof RuntimeException defect
                        ? defect
                        : new IllegalStateException(future.exceptionNow());
            }
        });
        if (!refusals.isEmpty()) {
            throw new WorldRefused(refusals);
        }
        return answers;
    }
}
