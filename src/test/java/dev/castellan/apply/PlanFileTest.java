package dev.castellan.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.machine.SafeFiles;
import dev.castellan.plan.Plan;
import dev.castellan.plan.Step;
import dev.castellan.plan.Step.Change;
import dev.castellan.plan.Step.Ending;
import dev.castellan.problem.UserMistake;
import dev.castellan.spec.Acl;
import dev.castellan.spec.ConnectorSpec;
import dev.castellan.target.Identity;
import dev.castellan.target.Mending;
import dev.castellan.target.Software;
import dev.castellan.target.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A plan that was kept is the plan that is read again.
final class PlanFileTest {
    private static final String LETTERS = "ab \n\"\\{}é€\t=";

    @TempDir
    private Path directory = Path.of("");

    @Test
    void any_plan_is_read_back_as_it_was_written() {
        Path file = directory.resolve("plan.json");
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            List<Step> steps = new ArrayList<>(every(random));
            steps.addAll(ofConnect(random));
            Plan plan = new Plan(text(random), text(random), steps, List.of(text(random)));
            PlanFile.write(file, plan);
            assertThat(PlanFile.read(file)).as("seed %d", seed).isEqualTo(plan);
        }
    }

    @Test
    void every_kind_of_step_is_tried() {
        List<Step> steps = new ArrayList<>(every(new Random(0)));
        steps.addAll(ofConnect(new Random(0)));
        assertThat(steps.stream().map(Object::getClass)).contains(Step.class.getPermittedSubclasses());
    }

    @Test
    void a_file_that_is_not_there_or_holds_no_plan_is_a_mistake_with_a_remedy() {
        Path file = directory.resolve("plan.json");
        assertThatThrownBy(() -> PlanFile.read(file))
                .isInstanceOf(UserMistake.class)
                .hasMessage(file + " does not exist; castellan plan --save plan.json");
        for (String text : List.of("", "no json", "[]", "7", "null", "{}", "{\"steps\": [{\"step\": \"Explode\"}]}")) {
            SafeFiles.write(file, text);
            assertThatThrownBy(() -> PlanFile.read(file))
                    .as(text)
                    .isInstanceOf(UserMistake.class)
                    .hasMessage(file + " holds no plan that this Castellan has kept; castellan plan --save plan.json");
        }
    }

    private static List<Step> every(Random random) {
        int id = random.nextInt(99);
        TreeSet<Integer> ids = new TreeSet<>(List.of(id, random.nextInt(99)));
        TreeMap<String, String> texts = new TreeMap<>(Map.of(text(random), text(random)));
        TreeMap<Integer, List<Integer>> places = new TreeMap<>(Map.of(id, List.copyOf(ids)));
        TreeMap<String, Change> changes = new TreeMap<>(Map.of(text(random), new Change(text(random), text(random))));
        return List.of(
                new Step.Prepare(text(random)),
                new Step.ChooseIdentity(new Identity(text(random), new TreeMap<>(Map.of(id, "d"))), text(random)),
                new Step.WriteFiles(id, new TreeMap<>(), texts, text(random)),
                new Step.FormatStorage(ids, new TreeSet<>(), text(random), text(random), text(random)),
                new Step.StartNodes(ids, text(random)),
                new Step.RestartNodes(
                        ids, new TreeMap<>(Map.of(id, List.of(text(random), text(random)))), text(random)),
                new Step.Soak(ids, random.nextInt(99), text(random)),
                new Step.FinalizeFeature(text(random), random.nextInt(9), random.nextInt(9), text(random)),
                new Step.StopNodes(ids, Ending.values()[random.nextInt(3)], text(random)),
                new Step.RemoveNodes(ids, Target.Fate.KEPT, text(random)),
                new Step.Install(
                        3,
                        new Software(List.of(text(random)), Optional.of("4.3.1"), 5, 1L << 40, Optional.of("1.0.1")),
                        text(random)),
                new Step.Certify(2, text(random)),
                new Step.ReloadCertificates(3, text(random)),
                new Step.Mend(2, new TreeSet<>(Set.of(Mending.SYSCTL, Mending.CLOCK)), text(random)),
                new Step.SetBrokerConfig(
                        random.nextBoolean() ? Optional.of(id) : Optional.empty(),
                        changes,
                        new TreeSet<>(List.of(text(random))),
                        text(random)),
                new Step.CreateTopic(text(random), id, id, places, texts, text(random)),
                new Step.AddPartitions(text(random), id, id + 1, places, text(random)),
                new Step.MoveReplicas(text(random), places, places, id, text(random)),
                new Step.DeleteTopic(text(random), id, text(random)),
                new Step.SetTopicConfig(text(random), changes, text(random)),
                new Step.CreateUser(text(random), text(random), text(random)),
                new Step.RemoveUser(text(random), new TreeSet<>(List.of(text(random))), text(random)),
                new Step.AddAcls(text(random), acls(random), id, text(random)),
                new Step.RemoveAcls(text(random), acls(random), id, text(random)),
                new Step.SetQuota(text(random), changes, text(random)),
                new Step.AddVoter(id, text(random), id, text(random)),
                new Step.RemoveVoter(id, text(random), text(random)),
                new Step.Leave(id, text(random)),
                new Step.Unregister(id, text(random)),
                new Step.InstallPrometheus(text(random), List.of(text(random)), text(random)),
                new Step.RunPrometheus(text(random), new TreeMap<>(), texts, text(random)),
                new Step.RemovePrometheus(text(random), text(random)));
    }

    private static List<Step> ofConnect(Random random) {
        int id = random.nextInt(99);
        TreeSet<Integer> ids = new TreeSet<>(List.of(id, random.nextInt(99)));
        TreeMap<String, String> texts = new TreeMap<>(Map.of(text(random), text(random)));
        TreeMap<String, Change> changes = new TreeMap<>(Map.of(text(random), new Change(text(random), text(random))));
        return List.of(
                new Step.InstallWorker(
                        id, new Software(List.of(), Optional.of("4.3.1"), 5, 7, Optional.empty()), text(random)),
                new Step.WriteWorker(id, texts, texts, text(random)),
                new Step.StartWorkers(ids, text(random)),
                new Step.RestartWorker(id, text(random)),
                new Step.StopWorkers(ids, text(random)),
                new Step.RemoveWorker(id, text(random)),
                new Step.CreateConnector(text(random), texts, ConnectorSpec.State.paused, text(random)),
                new Step.SetConnectorConfig(text(random), texts, changes, text(random)),
                new Step.SetConnectorState(
                        text(random), ConnectorSpec.State.running, ConnectorSpec.State.stopped, text(random)),
                new Step.RestartConnector(text(random), text(random)),
                new Step.ResetOffsets(text(random), text(random)),
                new Step.DeleteConnector(text(random), text(random)));
    }

    private static TreeSet<Acl> acls(Random random) {
        TreeSet<Acl> acls = new TreeSet<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            acls.add(new Acl(
                    Acl.Permission.values()[random.nextInt(2)],
                    Acl.Operation.values()[random.nextInt(Acl.Operation.values().length)],
                    Acl.Resource.values()[random.nextInt(Acl.Resource.values().length)],
                    Acl.Match.values()[random.nextInt(2)],
                    text(random),
                    text(random)));
        }
        return acls;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
