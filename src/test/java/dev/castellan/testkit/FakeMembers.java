package dev.castellan.testkit;

import dev.castellan.observe.Live;
import dev.castellan.plan.Step;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Who votes in a [FakeWorld], and which brokers it knows.
final class FakeMembers {
    private final SortedMap<Integer, String> voters = new TreeMap<>();
    private final Set<Integer> registered = new TreeSet<>();
    private int votes;

    void putAll(FakeMembers others) {
        voters.putAll(others.voters);
        registered.addAll(others.registered);
        votes = others.votes;
    }

    /// Names the voters of a static quorum: none has a directory.
    void name(String list) {
        if (!list.isEmpty()) {
            Stream.of(list.split(",", -1))
                    .forEach(voter -> voters.putIfAbsent(Integer.parseInt(voter.replaceAll("@.*", "")), ""));
        }
    }

    boolean isStatic() {
        return voters.containsValue("");
    }

    /// Its voters go into the metadata log.
    void convert(Map<Integer, FakeNode> nodes) {
        FakeWorld.check(
                voters.keySet().stream()
                        .allMatch(id -> nodes.containsKey(id) && nodes.get(id).isRunning()),
                "every voter says which directory it votes with");
        voters.replaceAll((id, directory) -> directory.isEmpty() ? "was-static-" + id : directory);
    }

    void found(int voter, String directory) {
        voters.putIfAbsent(voter, directory);
    }

    void register(Collection<Integer> brokers) {
        registered.addAll(brokers);
    }

    Set<Integer> voters() {
        return voters.keySet();
    }

    void execute(Step.OfMember step, Map<Integer, FakeNode> nodes) {
        switch (step) {
            case Step.AddVoter add -> {
                FakeNode node = nodes.get(add.node());
                FakeWorld.check(
                        node != null && node.isRunning() && node.isController(), "who gets a vote runs as controller");
                FakeWorld.check(!voters.containsKey(add.node()), "a node votes once");
                votes++;
                voters.put(add.node(), "joined-" + add.node() + "-" + votes);
            }
            case Step.RemoveVoter remove ->
                FakeWorld.check(voters.remove(remove.node(), remove.directory()), "a vote that is taken was there");
            case Step.Leave leave ->
                FakeWorld.check(!voters.containsKey(leave.node()), "who leaves has no vote any more");
            case Step.Unregister unregister -> {
                FakeNode node = nodes.get(unregister.node());
                FakeWorld.check(
                        node == null || !node.isRunning() || !node.isBroker(),
                        "who is forgotten does not run as broker");
                registered.remove(unregister.node());
            }
        }
    }

    Live.Roster roster(Map<Integer, FakeNode> nodes) {
        Set<Integer> mute = new HashSet<>(voters.keySet());
        mute.removeIf(id -> nodes.containsKey(id) && nodes.get(id).isRunning());
        return new Live.Roster(registered, voters, mute);
    }

    /// Without the ids of directories, which differ.
    Object state() {
        return List.of(new TreeSet<>(voters.keySet()), isStatic(), registered);
    }
}
