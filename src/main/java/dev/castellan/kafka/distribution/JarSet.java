package dev.castellan.kafka.distribution;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Jars in a directory of the cache, with what they were when they were put there.
record JarSet(Path directory, Lock lock) {
    List<Path> jars() {
        Path libs = directory.resolve("libs");
        List<Path> jars = new ArrayList<>();
        for (Lock.Jar jar : lock.jars()) { // plain loops on this way: it is part of every start
            jars.add(libs.resolve(jar.name()));
        }
        return jars;
    }
}
