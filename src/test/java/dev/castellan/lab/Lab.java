package dev.castellan.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// A few Linux hosts, kafka-1 and on, that answer over ssh at addresses of their own on this machine.
///
/// All that is known of a lab is on disk and in the kernel: two objects, or two processes, can act on the same one.
/// Labs of different names and networks do not touch each other.
public final class Lab {
    /// More would not have a use on one machine.
    public static final int MOST_HOSTS = 30;

    private static final Duration RUN = Duration.ofMinutes(2);

    private final Site site;

    /// @param name short, because network interfaces are named after it
    /// @param network the first three numbers of the hosts' addresses, of a private network
    public Lab(String name, String network) {
        if (!name.matches("[a-z][a-z0-9]{0,7}")) {
            throw new Mistake("a lab's name has up to eight small letters and digits, not '" + name + "'");
        }
        if (!network.matches("(10\\.\\d{1,3}|192\\.168|172\\.(1[6-9]|2\\d|3[01]))\\.\\d{1,3}")) {
            throw new Mistake("a network is written as 192.168.56, and private; not '" + network + "'");
        }
        this.site = new Site(name, network);
    }

    /// Why there can be no lab on this machine, if there cannot.
    public static Optional<String> obstacle() {
        return Debian.obstacle();
    }

    /// Makes the hosts from the first to this one, boots those that are off, plugs in those that are cut off, and
    /// returns when all answer over ssh.
    ///
    /// @param disk the size of a small disk in memory, as `400m`, or nothing for one as large as this machine's;
    ///     what is on a disk in memory survives the plug, but not a reboot of this machine
    public void up(int hosts, Layer layer, Optional<String> disk) {
        if (hosts < 1 || hosts > MOST_HOSTS) {
            throw new Mistake("a lab has 1 to " + MOST_HOSTS + " hosts, not " + hosts);
        }
        disk.filter(size -> !size.matches("[1-9]\\d{0,5}[mg]")).ifPresent(size -> {
            throw new Mistake("a size is written as 400m or 2g, not '" + size + "'");
        });
        Debian debian = Debian.here();
        debian.equip();
        Host.Make make = new Host.Make(layer, new Image(debian).directories(layer), disk);
        List<Host> wanted = IntStream.rangeClosed(1, hosts).mapToObj(site::host).toList();
        String key = site.prepare();
        each(wanted, host -> make(host, make, key));
        site.access()
                .expect(site.hosts().stream()
                        .filter(host -> host.make().isPresent())
                        .toList());
        each(wanted, this::boot);
    }

    /// The numbers of the hosts there are, whether they are on or off.
    public List<Integer> numbers() {
        return site.hosts().stream().map(Host::number).toList();
    }

    public String address(int host) {
        return site.host(host).address();
    }

    /// A file for `ssh -F`: user `admin`, the lab's key, and the hosts' own keys to check them by.
    public Path sshConfig() {
        return site.access().configuration();
    }

    public boolean runs(int host) {
        return new Container(existing(host)).runs();
    }

    /// Powers a host off in good order.
    public void stop(int host) {
        new Container(existing(host)).powerOff();
    }

    /// Boots a host that is off, and returns when it answers over ssh.
    public void start(int host) {
        Host wanted = existing(host);
        site.prepare();
        boot(wanted);
    }

    /// Pulls the plug: all processes end at once. What they wrote stays, also what was not yet flushed.
    public void kill(int host) {
        new Container(existing(host)).kill();
    }

    /// Pulls the cable. Boot the host, and it is in again.
    public void partition(int host) {
        cable(host, "down");
    }

    /// Plugs the cable in again.
    public void heal(int host) {
        cable(host, "up");
    }

    /// Whether its cable is in.
    public boolean connected(int host) {
        return Command.run(
                        "ip",
                        "-oneline",
                        "link",
                        "show",
                        "up",
                        "dev",
                        existing(host).cable())
                .output()
                .contains(site.host(host).cable());
    }

    /// Removes a host and its disk; with the last host the lab goes.
    public void down(int host) {
        remove(existing(host));
        endWithoutHosts();
    }

    /// Removes all hosts, their disks and the network.
    public void down() {
        each(site.hosts(), this::remove);
        endWithoutHosts();
    }

    /// Runs a command inside a host as root, within two minutes. It needs no network: a host can be cut off.
    public Answer run(int host, String... command) {
        return run(host, RUN, command);
    }

    /// The same within a bound.
    public Answer run(int host, Duration bound, String... command) {
        return new Container(existing(host)).run(bound, List.of(command));
    }

    /// What the host said on its screen since it was last switched on.
    public String console(int host) {
        return Console.text(existing(host));
    }

    /// What a host was made of, in words.
    public String made(int host) {
        return existing(host).make().map(Host.Make::shown).orElse("half made");
    }

    private Host existing(int number) {
        Host host = site.host(number);
        if (!Files.isDirectory(host.directory())) {
            throw new Mistake("there is no " + host.name() + ". What there is: ./dev lab list");
        }
        return host;
    }

    private void make(Host host, Host.Make make, String key) {
        Optional<Host.Make> is = host.make();
        if (is.isPresent()) {
            if (is.get().layer() != make.layer() || !is.get().disk().equals(make.disk())) {
                throw new Mistake(host.name() + " is there, made with other options ("
                        + is.get().shown() + "). Next: ./dev lab down " + host.name());
            }
            return;
        }
        if (Files.exists(host.directory())) {
            remove(host); // it was being made when that was interrupted
        }
        new Identity(host).write(key);
        host.keep(make);
    }

    private void boot(Host host) {
        Container container = new Container(host);
        if (!container.runs()) {
            new Disk(host).mount(host.make().orElseThrow(() -> host.refuses("was never finished. Next: ./dev lab up")));
            container.start(site.bridge());
        } else {
            cable(host.number(), "up");
        }
        new Door(host, sshConfig()).awaitOpen();
    }

    private void remove(Host host) {
        new Container(host).kill();
        new Disk(host).remove();
    }

    private void endWithoutHosts() {
        if (site.hosts().isEmpty()) {
            site.remove();
        }
    }

    private void cable(int host, String state) {
        if (!runs(host)) {
            throw site.host(host)
                    .refuses("is off. Next: ./dev lab start " + site.host(host).name());
        }
        Command.must("ip", "link", "set", site.host(host).cable(), state);
    }

    /// For all hosts at once; ends when all have, with the first trouble.
    private static void each(List<Host> hosts, Consumer<Host> what) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            hosts.forEach(host -> all.add(threads.submit(() -> what.accept(host))));
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException trouble ? trouble : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused("interrupted");
        }
    }
}
