package dev.castellan.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A PostgreSQL of a test's own: Debian's package, a directory and a free port of loopback, as the user postgres.
/// It ends with the test, however that ends.
final class Postgres implements AutoCloseable {
    private static final String NEWEST = "ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1";

    /// No cluster of Debian's own is made or started.
    private static final String INSTALL = """
            [ -e /etc/postgresql-common/createcluster.conf ] || {
              mkdir -p /etc/postgresql-common
              echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
            }
            apt-get update -qq
            DEBIAN_FRONTEND=noninteractive apt-get -o Dpkg::Options::=--force-confold install -y -qq \
              --no-install-recommends postgresql
            """;

    private final Path root;
    private final String binaries;
    private final int port = FreePorts.next();
    private final Thread end = new Thread(this::stop);

    private Postgres(Path root, String binaries) {
        this.root = root;
        this.binaries = binaries;
    }

    /// Why there cannot be one here; empty where there can.
    static Optional<String> obstacle() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return Optional.of("PostgreSQL: needs root, to run it as the user postgres");
        }
        return Files.exists(Path.of("/usr/bin/apt-get"))
                ? Optional.empty()
                : Optional.of("PostgreSQL: needs Debian, for its package");
    }

    /// @param settings `wal_level=logical`
    static Postgres start(String... settings) {
        String binaries = sh(NEWEST).strip();
        if (binaries.isEmpty()) {
            sh(INSTALL);
            binaries = sh(NEWEST).strip();
        }
        try {
            Postgres postgres = new Postgres(Files.createTempDirectory("castellan-it-postgres"), binaries);
            postgres.begin(settings);
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void begin(String... settings) {
        Runtime.getRuntime().addShutdownHook(end);
        sh("chown postgres '" + root + "' && chmod 755 '" + root + "'");
        asPostgres(
                "initdb",
                "-D",
                root + "/data",
                "--no-sync",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "--auth-host=scram-sha-256",
                "--auth-local=trust");
        StringBuilder options =
                new StringBuilder("-p " + port + " -k " + root + " -c listen_addresses=127.0.0.1 -c fsync=off");
        for (String setting : settings) {
            options.append(" -c ").append(setting);
        }
        asPostgres("pg_ctl", "-D", root + "/data", "-l", root + "/log", "-o", options.toString(), "-w", "start");
    }

    int port() {
        return port;
    }

    /// Runs SQL as the superuser.
    ///
    /// @return what it answers, a row a line, columns between bars
    String sql(String database, String statements) {
        return run(
                statements,
                List.of(
                        "psql",
                        "-h",
                        root.toString(),
                        "-p",
                        String.valueOf(port),
                        "-U",
                        "postgres",
                        "-d",
                        database,
                        "-v",
                        "ON_ERROR_STOP=1",
                        "-qAtX"));
    }

    private void asPostgres(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of("runuser", "-u", "postgres", "--", binaries + "/" + program));
        command.addAll(List.of(arguments));
        run("", command);
    }

    private void stop() {
        Outside.run(
                "",
                "runuser",
                "-u",
                "postgres",
                "--",
                binaries + "/pg_ctl",
                "-D",
                root + "/data",
                "-m",
                "immediate",
                "-w",
                "stop");
    }

    @Override
    public void close() {
        stop();
        Runtime.getRuntime().removeShutdownHook(end);
        Outside.run("", "rm", "-rf", root.toString());
    }

    private static String sh(String script) {
        return run("", List.of("sh", "-c", script));
    }

    /// What it printed. Whatever it starts keeps none of this process's pipes.
    private static String run(String input, List<String> command) {
        try {
            Path in = Files.writeString(Files.createTempFile("castellan-it", ".in"), input);
            Path out = Files.createTempFile("castellan-it", ".out");
            Process process = new ProcessBuilder(command)
                    .directory(Path.of("/").toFile())
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectErrorStream(true)
                    .start();
            boolean ended = process.waitFor(300, TimeUnit.SECONDS);
            String said = Files.readString(out, StandardCharsets.UTF_8);
            Files.delete(in);
            Files.delete(out);
            if (!ended || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", command) + "\n" + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
