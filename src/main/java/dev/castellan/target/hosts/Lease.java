package dev.castellan.target.hosts;

import dev.castellan.machine.InParallel;
import dev.castellan.machine.ssh.Script;
import dev.castellan.machine.ssh.SshMachine;
import dev.castellan.machine.ssh.SshSession;
import dev.castellan.problem.Problem;
import dev.castellan.problem.WorldRefused;
import dev.castellan.target.Hold;
import dev.castellan.target.JournalFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The lock of a cluster on hosts: held on more than half of the nodes' machines by a session each, so that of two
/// holders who reach different ones one is refused. A host lets go as soon as its session ends, or has been silent for
/// 30 s. Machines of workers alone have no say: they come and go with a line of the spec.
final class Lease implements Hold {
    private static final Duration ANSWER = Duration.ofSeconds(15);
    private static final Duration BEAT = Duration.ofSeconds(5);

    private final Map<SshMachine, SshSession> sessions;
    private final ReentrantLock one = new ReentrantLock();
    /// How many hosts could hold it.
    private final int hosts;

    private final List<String> lost = new ArrayList<>();
    private final JournalFile journal;
    private final Thread heart;

    private Lease(Map<SshMachine, SshSession> granted, int hosts, Path journal) {
        this.sessions = new LinkedHashMap<>(granted);
        this.hosts = hosts;
        this.journal = new JournalFile(journal);
        this.heart = Thread.ofVirtual().start(this::beat);
    }

    /// What became of the wish on one host.
    private record Answer(Optional<SshSession> session, Optional<Problem> refusal, Optional<Problem> trouble) {}

    static Lease take(String cluster, List<SshMachine> machines, String holder, Path journal) {
        Map<SshMachine, SshSession> granted = new LinkedHashMap<>();
        List<Problem> refusals = new ArrayList<>();
        List<Problem> troubles = new ArrayList<>();
        InParallel.map(machines, machine -> ask(cluster, machine, holder)).forEach((machine, answer) -> {
            answer.session().ifPresent(session -> granted.put(machine, session));
            answer.refusal().ifPresent(refusals::add);
            answer.trouble().ifPresent(troubles::add);
        });
        if (!refusals.isEmpty() || granted.size() <= machines.size() / 2) {
            granted.values().forEach(SshSession::close);
            throw new WorldRefused(refusals.isEmpty() ? troubles : refusals.subList(0, 1));
        }
        Lease lease = new Lease(granted, machines.size(), journal);
        troubles.forEach(trouble -> lease.lost.add(trouble.text()));
        return lease;
    }

    private static Answer ask(String cluster, SshMachine machine, String holder) {
        SshSession session;
        String said;
        try {
            session = machine.open(Script.resource(HostsTarget.class, "hold", cluster, holder));
            said = session.line(ANSWER).orElse("");
        } catch (WorldRefused refused) {
            return new Answer(
                    Optional.empty(),
                    Optional.empty(),
                    refused.problems().stream().findFirst());
        }
        if (said.equals("granted")) {
            return new Answer(Optional.of(session), Optional.empty(), Optional.empty());
        }
        session.close();
        if (!said.startsWith("held")) {
            // It may want what every command wants; that one's refusal says it best.
            return new Answer(Optional.empty(), Optional.empty(), Optional.of(why(machine)));
        }
        String other = said.substring("held".length()).strip();
        return new Answer(
                Optional.empty(),
                Optional.of(Problem.error(
                        cluster,
                        "another Castellan changes this cluster: " + (other.isEmpty() ? "it did not say who" : other),
                        "wait for it to end and run the same command again")),
                Optional.empty());
    }

    private static Problem why(SshMachine machine) {
        try {
            machine.run(new Script("true"), ANSWER).orRefuse(machine.host());
            return Problem.error(machine.host(), "the lock was not given", "run the same command again");
        } catch (WorldRefused refused) {
            return refused.problems().getFirst();
        }
    }

    @Override
    public void note(String line) {
        journal.add(line);
        tell(line);
    }

    private void beat() {
        try {
            while (true) {
                Thread.sleep(BEAT);
                tell("");
            }
        } catch (InterruptedException | WorldRefused end) {
            // Closed; or lost, which the next line that is to be kept finds out.
        }
    }

    /// Tells every host that still holds, and lets go of those that do not answer any more.
    private void tell(String line) {
        one.lock();
        try {
            sessions.entrySet().removeIf(session -> {
                boolean cut = !tell(session.getValue(), line);
                if (cut) {
                    lost.add(session.getKey().host() + "  does not answer any more");
                }
                return cut;
            });
            if (sessions.size() <= hosts / 2) {
                throw new WorldRefused(
                        "the lock",
                        "was lost, too few hosts hold it: " + String.join("; ", lost),
                        "run the same command again: it goes on from there");
            }
        } finally {
            one.unlock();
        }
    }

    private static boolean tell(SshSession session, String line) {
        try {
            session.write(line + "\n");
            if (session.line(ANSWER).filter("kept"::equals).isPresent()) {
                return true;
            }
        } catch (WorldRefused cut) {
            // Told below by letting go.
        }
        session.close();
        return false;
    }

    @Override
    public void close() {
        heart.interrupt();
        one.lock();
        try {
            sessions.values().forEach(SshSession::close);
            sessions.clear();
        } finally {
            one.unlock();
        }
    }
}
