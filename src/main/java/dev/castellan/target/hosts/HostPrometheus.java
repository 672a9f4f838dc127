package dev.castellan.target.hosts;

import dev.castellan.machine.Tunnel;
import dev.castellan.machine.ssh.Script;
import dev.castellan.machine.ssh.SshMachine;
import dev.castellan.monitoring.Monitoring;
import dev.castellan.spec.AgentPort;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.target.Keyring;
import dev.castellan.target.Prometheus;
import dev.castellan.target.PrometheusFacts;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// A Prometheus and its Alertmanager as systemd services of a host, beside whatever the distribution runs.
final class HostPrometheus implements Prometheus {
    private static final Duration QUICK = Duration.ofSeconds(30);
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration SLOW = Duration.ofMinutes(15);

    private final ClusterSpec spec;
    private final Keyring keyring;
    private final String cluster;
    private final Function<String, SshMachine> machines;
    private final Function<String, PrometheusFacts> looks;

    /// @param machines the machine of a host, as the spec names that
    /// @param looks reads what a host has of it
    HostPrometheus(
            ClusterSpec spec,
            Keyring keyring,
            Function<String, SshMachine> machines,
            Function<String, PrometheusFacts> looks) {
        this.spec = spec;
        this.keyring = keyring;
        this.cluster = spec.name();
        this.machines = machines;
        this.looks = looks;
    }

    @Override
    public PrometheusFacts look(String host) {
        return looks.apply(host);
    }

    @Override
    public void install(String host, List<String> packages) {
        run(host, Script.resource(HostsTarget.class, "prometheus-install", packages.toArray(String[]::new)), SLOW);
    }

    /// What is to be taken up is noted before the first file is written: whoever is cut off leaves that note.
    @Override
    public void run(String host, SortedMap<String, String> files) {
        String noted = run(host, Script.resource(HostsTarget.class, "prometheus-prepare", cluster), QUICK);
        PrometheusFiles paths = new PrometheusFiles(cluster);
        Delivery delivery = new Delivery();
        with(files).forEach((name, text) -> {
            boolean own = paths.of(name).startsWith(paths.etc());
            delivery.add(paths.of(name), own ? "640 prometheus" : "644 root", text);
        });
        delivery.to(machines.apply(host));
        boolean units = files.keySet().stream().anyMatch(name -> name.endsWith(".service"));
        // Where a run was cut off, nobody knows which of the two has its files.
        String how = units || noted.contains("again") ? "restart" : files.isEmpty() ? "start" : "reload";
        run(host, Script.resource(HostsTarget.class, "prometheus-start", cluster, how), START);
    }

    /// The same files with what plans do not hold.
    private SortedMap<String, String> with(SortedMap<String, String> files) {
        SortedMap<String, String> whole = new TreeMap<>(files);
        if (AgentPort.isGuarded(spec)) {
            SortedMap<String, String> real = PrometheusFiles.wanted(spec, PrometheusFiles.real(keyring));
            Monitoring.ofKey(cluster).forEach(name -> whole.computeIfPresent(name, (path, shown) -> real.get(path)));
        }
        return whole;
    }

    @Override
    public void remove(String host) {
        run(host, Script.resource(HostsTarget.class, "prometheus-remove", cluster), SLOW);
    }

    @Override
    public Tunnel tunnel(String host, int there, int here) {
        return machines.apply(host).tunnel(there, here);
    }

    private String run(String host, Script script, Duration bound) {
        SshMachine machine = machines.apply(host);
        return machine.run(script, bound).orRefuse(machine.host());
    }
}
