package dev.castellan.lab;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// The command line of the lab; see `./dev lab`.
public final class LabCommand {
    private static final String USAGE = """
            ./dev lab up [N] [--java | --java11 | --prometheus] [--disk 400m]   make and boot hosts, 3 where no number is given
            ./dev lab list                                       what there is, and how it is
            ./dev lab ssh HOST [COMMAND...]                      log in, or run one command, as admin
            ./dev lab stop HOST...                               power off in good order
            ./dev lab start HOST...                              boot again
            ./dev lab kill HOST...                               pull the plug
            ./dev lab partition HOST...                          pull the network cable
            ./dev lab heal HOST...                               plug the network cable in again
            ./dev lab console HOST                               what its screen shows
            ./dev lab down [HOST...]                             remove hosts with their disks; all where none is named

            HOST is kafka-2, 2, or an address. Before the first word: --lab NAME, another lab than 'dev'; after `up`
            --network 192.168.99, where the usual one is taken.
            """;

    private static final List<String> WORDS =
            List.of("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");

    private final Lab lab;

    private LabCommand(Lab lab) {
        this.lab = lab;
    }

    /// @param arguments as typed after `./dev lab`
    public static void main(String[] arguments) {
        System.exit(ended(new ArrayDeque<>(List.of(arguments))));
    }

    private static int ended(Deque<String> words) {
        try {
            return run(words);
        } catch (Mistake mistake) {
            System.err.println(mistake.getMessage());
            return 2;
        } catch (Refused refused) {
            System.err.println(refused.getMessage());
            return 3;
        }
    }

    private static int run(Deque<String> words) {
        String name = "--lab".equals(words.peek()) ? other(words) : "dev";
        String verb = words.isEmpty() ? "help" : words.remove();
        if (List.of("help", "-h", "--help").contains(verb)) {
            System.out.print(USAGE);
            return 0;
        }
        Lab.obstacle().ifPresent(why -> {
            throw new Refused("the lab " + why);
        });
        Map<String, String> options = verb.equals("up") ? options(words) : Map.of();
        String network = Optional.ofNullable(options.get("--network"))
                .or(() -> Site.networkOf(name))
                .orElse("192.168.56");
        return new LabCommand(new Lab(name, network)).run(verb, words, options);
    }

    private int run(String verb, Deque<String> words, Map<String, String> options) {
        switch (verb) {
            case "up" -> up(options);
            case "list" -> list();
            case "ssh" -> {
                return ssh(words);
            }
            case "stop" -> each(words, lab::stop, "is off");
            case "start" -> each(words, lab::start, "answers");
            case "kill" -> each(words, lab::kill, "lost its power");
            case "partition" -> each(words, lab::partition, "is cut off");
            case "heal" -> each(words, lab::heal, "is on the network");
            case "console" -> System.out.print(lab.console(number(next(words, "which host? ./dev lab console 1"))));
            case "down" -> down(words);
            default -> throw new Mistake("no such thing: ./dev lab " + verb + "\n\n" + USAGE.strip());
        }
        return 0;
    }

    /// What follows `up`; the number of hosts is kept under the empty name.
    private static Map<String, String> options(Deque<String> words) {
        Map<String, String> options = new HashMap<>();
        while (!words.isEmpty()) {
            String word = words.remove();
            switch (word) {
                case "--java", "--java11", "--prometheus" -> options.put("layer", word.substring(2));
                case "--disk", "--network" -> options.put(word, next(words, word + " needs a value"));
                default -> {
                    if (!word.matches("\\d{1,3}")) {
                        throw new Mistake("not understood: " + word + "\n\n" + USAGE.strip());
                    }
                    options.put("", word);
                }
            }
        }
        return options;
    }

    private void up(Map<String, String> options) {
        int hosts = Integer.parseInt(options.getOrDefault("", "3"));
        long begun = System.nanoTime();
        lab.up(hosts, Layer.of(options.getOrDefault("layer", "bare")), Optional.ofNullable(options.get("--disk")));
        List<String> addresses =
                IntStream.rangeClosed(1, hosts).mapToObj(lab::address).toList();
        System.out.printf(
                Locale.ROOT,
                "%s host%s: %s (%.1f s)%n",
                hosts < WORDS.size() ? WORDS.get(hosts) : hosts,
                hosts == 1 ? " answers" : "s answer",
                String.join(" ", addresses),
                seconds(begun));
        System.out.println("cluster.yaml for " + (hosts == 1 ? "it" : "them") + ":");
        System.out.println("name: lab");
        System.out.println("ssh: {config: " + lab.sshConfig() + "}");
        System.out.println("nodes:");
        addresses.forEach(address -> System.out.println("  - " + address));
    }

    private void list() {
        if (lab.numbers().isEmpty()) {
            System.out.println("no hosts. Next: ./dev lab up");
        }
        for (int host : lab.numbers()) {
            String state = !lab.runs(host) ? "off" : lab.connected(host) ? "on" : "on, cut off";
            System.out.printf("kafka-%-3d %-15s %-12s %s%n", host, lab.address(host), state, lab.made(host));
        }
    }

    /// The only program without a bound: a person may sit at it.
    private int ssh(Deque<String> words) {
        int host = number(next(words, "which host? ./dev lab ssh 1"));
        List<String> command =
                new ArrayList<>(List.of("ssh", "-F", lab.sshConfig().toString(), lab.address(host)));
        command.addAll(words);
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new Refused("ssh cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 130;
        }
    }

    private void down(Deque<String> words) {
        if (words.isEmpty()) {
            lab.down();
            System.out.println("nothing is left but the cache, /var/cache/castellan-lab");
        } else {
            each(words, lab::down, "is gone");
        }
    }

    private void each(Deque<String> words, IntConsumer what, String done) {
        if (words.isEmpty()) {
            throw new Mistake("which host? "
                    + lab.numbers().stream().map(host -> "kafka-" + host).collect(joining(", ")));
        }
        List<Integer> hosts = words.stream().map(this::number).toList();
        for (int host : hosts) {
            long begun = System.nanoTime();
            what.accept(host);
            System.out.printf(Locale.ROOT, "kafka-%d %s (%.1f s)%n", host, done, seconds(begun));
        }
    }

    private int number(String word) {
        if (word.matches("(kafka-)?\\d{1,3}")) {
            return Integer.parseInt(word.replace("kafka-", ""));
        }
        return lab.numbers().stream()
                .filter(host -> lab.address(host).equals(word))
                .findFirst()
                .orElseThrow(() -> new Mistake("no such host: " + word + ". What there is: ./dev lab list"));
    }

    private static String other(Deque<String> words) {
        words.remove();
        return next(words, "--lab which? --lab test");
    }

    private static String next(Deque<String> words, String otherwise) {
        return Optional.ofNullable(words.poll()).orElseThrow(() -> new Mistake(otherwise));
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }
}
