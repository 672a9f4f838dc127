package dev.castellan.target;

import dev.castellan.kafka.config.RestAccess;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Predicate;

/// Of a target that keeps no workers: no plan for it names any.
final class NoWorkers implements Workers {
    @Override
    public RestAccess access() {
        return RestAccess.OPEN;
    }

    @Override
    public void writeFiles(int worker, SortedMap<String, String> files) {
        throw none(worker);
    }

    @Override
    public void start(int worker) {
        throw none(worker);
    }

    @Override
    public void stop(int worker, Duration bound) {
        throw none(worker);
    }

    @Override
    public Target.Pulse pulse(int worker) {
        throw none(worker);
    }

    @Override
    public List<String> lastLogLines(int worker, int count) {
        return List.of();
    }

    @Override
    public boolean readLog(int worker, Target.Log log, int lines, Target.Until until, Predicate<String> taker) {
        return false;
    }

    @Override
    public void remove(int worker) {
        throw none(worker);
    }

    private static IllegalStateException none(int worker) {
        return new IllegalStateException("there is no worker " + worker + " here");
    }
}
