package dev.castellan.plan;

import dev.castellan.problem.Problem;
import dev.castellan.spec.AgentPort;
import dev.castellan.spec.WorkerSpec;
import dev.castellan.target.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What is in the way of workers of Kafka Connect on hosts: machines that do not answer, ports that others have. Of
/// machines with nodes those tell.
final class WorkerObstacles {
    private final Question question;
    private final Facts facts;
    private final List<Problem> problems = new ArrayList<>();

    private WorkerObstacles(Question question) {
        this.question = question;
        this.facts = question.have().facts();
    }

    static List<Problem> of(Question question) {
        WorkerObstacles obstacles = new WorkerObstacles(question);
        obstacles.unreachable();
        obstacles.takenPorts();
        obstacles.takenByAgents();
        return obstacles.problems;
    }

    private void unreachable() {
        Map<String, String> workers = question.wanted().connect().workers().stream()
                .collect(Collectors.groupingBy(
                        worker -> question.files().host(question.wanted(), worker),
                        TreeMap::new,
                        Collectors.mapping(WorkerSpec::name, Collectors.joining(" "))));
        workers.forEach((host, names) -> Optional.ofNullable(
                        facts.apart().unreachable().get(host))
                .ifPresent(why -> problems.add(Problem.error(names + " (" + host + ")", why, ""))));
    }

    /// A JVM whose agent cannot listen does not start.
    private void takenByAgents() {
        for (WorkerSpec worker : question.wanted().connect().workers()) {
            String host = question.files().host(question.wanted(), worker);
            boolean runs = Optional.ofNullable(facts.workers().get(worker.id()))
                    .filter(known ->
                            known.host().equals(host) && known.running().isPresent())
                    .isPresent();
            OptionalInt port = AgentPort.of(question.wanted(), worker);
            if (port.isEmpty() || runs) {
                continue;
            }
            facts.machine(host)
                    .flatMap(machine -> Optional.ofNullable(machine.listening().get(port.getAsInt())))
                    .ifPresent(holder -> problems.add(Problem.error(
                            Refusals.place(worker.location(), worker.name()),
                            "port " + port.getAsInt() + " of " + worker.name() + " on " + host
                                    + ", for its Prometheus agent, is taken by " + holder,
                            Obstacles.otherAgentPort(question.wanted()))));
        }
    }

    private void takenPorts() {
        SortedMap<Integer, Integer> ports = WorkerPorts.of(question, Ports.of(question));
        for (WorkerSpec worker : question.wanted().connect().workers()) {
            String host = question.files().host(question.wanted(), worker);
            Integer port = ports.get(worker.id());
            facts.machine(host)
                    .filter(machine ->
                            port != null && !WorkerPorts.running(facts, host).contains(port))
                    .flatMap(machine -> Optional.ofNullable(machine.listening().get(port)))
                    .ifPresent(holder -> problems.add(Problem.error(
                            Refusals.place(worker.location(), worker.name()),
                            "port " + port + " of " + worker.name() + " on " + host + " is taken by " + holder,
                            "stop that, or give the worker another port in cluster.yaml")));
        }
    }
}
