package dev.castellan.target;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What is true of one installed node, read from where it lives.
///
/// @param files the files Castellan keeps, by name, with their text
/// @param kafkaVersion the release its files start
/// @param clusterId Kafka's cluster id in the node's `meta.properties`; present once every directory is formatted
/// @param past what is left of its last start; empty when it never was started
/// @param directories the node's data directories
/// @param dataBytes what they hold
/// @param manifest what Castellan noted when it wrote the files, where a target keeps such notes
/// @param certificates what it proves itself with, and whom it trusts
public record NodeFacts(
        int id,
        Map<String, String> files,
        Optional<String> kafkaVersion,
        Optional<String> clusterId,
        Optional<Running> running,
        Optional<Past> past,
        List<String> directories,
        long dataBytes,
        Optional<Manifest> manifest,
        NodeCertificates certificates) {
    /// The file with the flags of a node's JVM.
    public static final String JVM_OPTIONS = "jvm.options";

    /// The flag that tells which release is started.
    public static final String VERSION_FLAG = "-Dcastellan.kafka.version=";

    private static final Pattern RELEASE = Pattern.compile(VERSION_FLAG + "([0-9.]+)");

    public NodeFacts {
        files = Map.copyOf(files);
        directories = List.copyOf(directories);
    }

    public String name() {
        return "kafka-" + id;
    }

    /// The release that files start, as the flags of the JVM say it.
    public static Optional<String> releaseIn(Map<String, String> files) {
        Matcher matcher = RELEASE.matcher(files.getOrDefault(JVM_OPTIONS, ""));
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /// Those on its disk, and those that its process goes by.
    public List<NodeCertificates> everyCertificate() {
        return Stream.concat(
                        Stream.of(certificates),
                        running.stream()
                                .flatMap(process ->
                                        Stream.concat(process.loaded().stream(), process.atStart().stream())))
                .distinct()
                .toList();
    }

    /// What a node that was started once left behind.
    ///
    /// @param lost those of its data directories that hold no storage any more
    public record Past(List<String> lost) {
        public Past {
            lost = List.copyOf(lost);
        }
    }

    /// A live process.
    ///
    /// @param startedWith the files as they were when it started
    /// @param atStart the certificates that lay there when it started; empty where that is not known
    /// @param loaded those that its listeners go by now; empty where that is not known
    public record Running(
            long pid,
            Optional<Instant> since,
            Map<String, String> startedWith,
            Optional<NodeCertificates> atStart,
            Optional<NodeCertificates> loaded) {
        public Running {
            startedWith = Map.copyOf(startedWith);
        }

        /// The release that was started, where its files tell.
        public Optional<String> kafkaVersion() {
            return releaseIn(startedWith);
        }

        /// A process without certificates.
        public Running(long pid, Optional<Instant> since, Map<String, String> startedWith) {
            this(pid, since, startedWith, Optional.empty(), Optional.empty());
        }
    }
}
