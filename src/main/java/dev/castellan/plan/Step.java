package dev.castellan.plan;

import dev.castellan.spec.Acl;
import dev.castellan.spec.ConnectorSpec;
import dev.castellan.target.Identity;
import dev.castellan.target.Mending;
import dev.castellan.target.Software;
import dev.castellan.target.Target.Fate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// One thing to do. Data only: what is done with it is the applier's business, what it looks like is [PlanText]'s.
public sealed interface Step {
    /// Why it is in the plan, for a person.
    String why();

    /// Installs what a node needs on its machine: Java, Kafka, user and directories.
    record Install(int node, Software software, String why) implements Step {}

    /// Puts settings of a node's machine right.
    record Mend(int node, SortedSet<Mending> mendings, String why) implements Step {
        public Mend {
            mendings = new TreeSet<>(mendings);
        }
    }

    /// Trains the start-up cache of this Kafka version.
    record Prepare(String why) implements Step {}

    /// Writes down the cluster id and the first controllers' directory ids, before anything is formatted with them.
    record ChooseIdentity(Identity identity, String why) implements Step {}

    /// Gives a node a certificate of the cluster's authority.
    record Certify(int node, String why) implements Step {}

    /// Makes a running broker take up the certificates that lie on its disk, while it goes on.
    record ReloadCertificates(int node, String why) implements Step {}

    /// Puts a node's files in place.
    ///
    /// @param before the files that change, as they are; without an entry for a new one
    /// @param after the files that change, as they will be
    record WriteFiles(int node, SortedMap<String, String> before, SortedMap<String, String> after, String why)
            implements Step {
        public WriteFiles {
            before = new TreeMap<>(before);
            after = new TreeMap<>(after);
        }
    }

    /// Formats the storage of nodes with the target version's own code.
    ///
    /// @param firstVoters the nodes that make up the first controller quorum
    /// @param joining the nodes that are not part of it
    record FormatStorage(
            SortedSet<Integer> firstVoters,
            SortedSet<Integer> joining,
            String clusterId,
            String initialControllers,
            String why)
            implements Step {
        public FormatStorage {
            firstVoters = new TreeSet<>(firstVoters);
            joining = new TreeSet<>(joining);
        }
    }

    /// Starts nodes at once; done when each is part of the cluster.
    record StartNodes(SortedSet<Integer> nodes, String why) implements Step {
        public StartNodes {
            nodes = new TreeSet<>(nodes);
        }
    }

    /// Stops and starts nodes that may be down together; done when all are back, hold their replicas in sync and lead
    /// again what they led.
    ///
    /// @param because why each of them restarts
    record RestartNodes(SortedSet<Integer> nodes, SortedMap<Integer, List<String>> because, String why)
            implements Step {
        public RestartNodes {
            nodes = new TreeSet<>(nodes);
            because = new TreeMap<>(because);
        }

        /// One node.
        public static RestartNodes of(int node, List<String> because) {
            return new RestartNodes(
                    new TreeSet<>(List.of(node)),
                    new TreeMap<>(Map.of(node, List.copyOf(because))),
                    String.join("; ", because));
        }
    }

    /// Watches nodes that run another release, before others follow: the cluster's own signals, and records that are
    /// written and read.
    record Soak(SortedSet<Integer> nodes, int seconds, String why) implements Step {
        public Soak {
            nodes = new TreeSet<>(nodes);
        }
    }

    /// Lets the cluster use a feature of its release. Kafka does not take that back.
    ///
    /// @param before the level that is finalized; 0 where it is not in use
    record FinalizeFeature(String feature, int before, int after, String why) implements Step {}

    /// Stops nodes at once; done when their processes have ended.
    record StopNodes(SortedSet<Integer> nodes, Ending ending, String why) implements Step {
        public StopNodes {
            nodes = new TreeSet<>(nodes);
        }
    }

    /// How a process is ended.
    enum Ending {
        /// SIGTERM and a controlled shutdown: leadership moves away first.
        CONTROLLED,

        /// The same for some seconds, then the plug: brokers that trust no controller get no leave to go.
        BRIEF,

        /// SIGKILL: the pulled plug.
        PLUG
    }

    /// Removes nodes, and the cluster with its last node.
    record RemoveNodes(SortedSet<Integer> nodes, Fate data, String why) implements Step {
        public RemoveNodes {
            nodes = new TreeSet<>(nodes);
        }
    }

    /// What is done about one node as a member of its cluster, while the others go on.
    sealed interface OfMember permits AddVoter, RemoveVoter, Leave, Unregister {
        int node();
    }

    /// Gives a controller that follows the quorum a vote in it, once it has caught up (KIP-853).
    ///
    /// @param host where it listens for other controllers
    record AddVoter(int node, String host, int port, String why) implements Step, OfMember {}

    /// Takes a controller's vote away.
    ///
    /// @param directory the id of the directory that the vote belongs to
    record RemoveVoter(int node, String directory, String why) implements Step, OfMember {}

    /// Stops a node for good, once it holds no replica and has no vote.
    record Leave(int node, String why) implements Step, OfMember {}

    /// Makes the cluster forget a broker that is stopped.
    record Unregister(int node, String why) implements Step, OfMember {}

    /// Changes broker properties while the brokers run.
    ///
    /// @param broker the broker it is for; empty for all of them
    /// @param changes values by name
    /// @param unset names whose dynamic value is taken away
    record SetBrokerConfig(
            Optional<Integer> broker, SortedMap<String, Change> changes, SortedSet<String> unset, String why)
            implements Step {
        public SetBrokerConfig {
            changes = new TreeMap<>(changes);
            unset = new TreeSet<>(unset);
        }
    }

    /// What is done about one topic: for many topics it is one request.
    sealed interface OfTopic permits CreateTopic, AddPartitions, SetTopicConfig, MoveReplicas, DeleteTopic {
        String topic();
    }

    /// @param replicas the brokers of each partition; empty where Kafka chooses them
    record CreateTopic(
            String topic,
            int partitions,
            int replicationFactor,
            SortedMap<Integer, List<Integer>> replicas,
            SortedMap<String, String> config,
            String why)
            implements Step, OfTopic {
        public CreateTopic {
            replicas = new TreeMap<>(replicas);
            config = new TreeMap<>(config);
        }
    }

    /// @param replicas the brokers of each new partition; empty where Kafka chooses them
    record AddPartitions(String topic, int before, int after, SortedMap<Integer, List<Integer>> replicas, String why)
            implements Step, OfTopic {
        public AddPartitions {
            replicas = new TreeMap<>(replicas);
        }
    }

    record SetTopicConfig(String topic, SortedMap<String, Change> changes, String why) implements Step, OfTopic {
        public SetTopicConfig {
            changes = new TreeMap<>(changes);
        }
    }

    /// Moves partitions to other brokers; done when their replicas are there and in sync.
    ///
    /// @param before the brokers of each partition that moves
    /// @param after those it will have, the preferred leader first
    /// @param rate how much a broker may send and take meanwhile, in MiB a second
    record MoveReplicas(
            String topic,
            SortedMap<Integer, List<Integer>> before,
            SortedMap<Integer, List<Integer>> after,
            int rate,
            String why)
            implements Step, OfTopic {
        public MoveReplicas {
            before = new TreeMap<>(before);
            after = new TreeMap<>(after);
        }
    }

    /// Deletes a topic with all it holds.
    record DeleteTopic(String topic, int partitions, String why) implements Step, OfTopic {}

    /// What is done about one user inside the cluster: for many users it is one request.
    sealed interface OfUser permits CreateUser, RemoveUser, AddAcls, RemoveAcls, SetQuota {}

    /// Gives a user the password that Castellan keeps for it; the step does not know it.
    record CreateUser(String user, String mechanism, String why) implements Step, OfUser {
        /// The stronger of the two kinds of SCRAM that Kafka has.
        public static final String MECHANISM = "SCRAM-SHA-512";
    }

    /// Takes a user's passwords away.
    record RemoveUser(String user, SortedSet<String> mechanisms, String why) implements Step, OfUser {
        public RemoveUser {
            mechanisms = new TreeSet<>(mechanisms);
        }
    }

    /// Gives ACLs to a principal (`User:jane`).
    ///
    /// @param before how many it has
    record AddAcls(String principal, SortedSet<Acl> acls, int before, String why) implements Step, OfUser {
        public AddAcls {
            acls = new TreeSet<>(acls);
        }
    }

    /// Takes ACLs away from a principal.
    ///
    /// @param after how many it shall have
    record RemoveAcls(String principal, SortedSet<Acl> acls, int after, String why) implements Step, OfUser {
        public RemoveAcls {
            acls = new TreeSet<>(acls);
        }
    }

    /// Changes what a user may use.
    record SetQuota(String user, SortedMap<String, Change> changes, String why) implements Step, OfUser {
        public SetQuota {
            changes = new TreeMap<>(changes);
        }
    }

    /// What is done about workers of Kafka Connect, and about what runs on them: no node notices.
    sealed interface OfConnect permits OfWorker, OfConnector {}

    /// What is done about workers.
    sealed interface OfWorker extends OfConnect permits OfOneWorker, StartWorkers, StopWorkers {
        SortedSet<Integer> workers();
    }

    /// What is done about one worker.
    sealed interface OfOneWorker extends OfWorker permits InstallWorker, WriteWorker, RestartWorker, RemoveWorker {
        int worker();

        @Override
        default SortedSet<Integer> workers() {
            return new TreeSet<>(Set.of(worker()));
        }
    }

    /// Installs what a worker needs on a machine that has no node: Java, Kafka, directories.
    record InstallWorker(int worker, Software software, String why) implements Step, OfOneWorker {}

    /// Puts a worker's files in place.
    ///
    /// @param before the files that change, as they are; without an entry for a new one
    /// @param after the files that change, as they will be
    record WriteWorker(int worker, SortedMap<String, String> before, SortedMap<String, String> after, String why)
            implements Step, OfOneWorker {
        public WriteWorker {
            before = new TreeMap<>(before);
            after = new TreeMap<>(after);
        }
    }

    /// Starts workers at once; done when each of them answers.
    record StartWorkers(SortedSet<Integer> workers, String why) implements Step, OfWorker {
        public StartWorkers {
            workers = new TreeSet<>(workers);
        }
    }

    /// Stops and starts one worker; done when it answers, and whatever can run has a worker again.
    record RestartWorker(int worker, String why) implements Step, OfOneWorker {}

    /// Stops workers at once; what ran on them goes to those that stay.
    record StopWorkers(SortedSet<Integer> workers, String why) implements Step, OfWorker {
        public StopWorkers {
            workers = new TreeSet<>(workers);
        }
    }

    /// Removes a worker that is stopped.
    record RemoveWorker(int worker, String why) implements Step, OfOneWorker {}

    /// What is done about one connector.
    sealed interface OfConnector extends OfConnect
            permits CreateConnector,
                    SetConnectorConfig,
                    SetConnectorState,
                    RestartConnector,
                    ResetOffsets,
                    DeleteConnector {
        String connector();
    }

    /// Creates a connector once its plugin has found its config good; done when its tasks do what they are meant to.
    record CreateConnector(String connector, SortedMap<String, String> config, ConnectorSpec.State state, String why)
            implements Step, OfConnector {
        public CreateConnector {
            config = new TreeMap<>(config);
        }
    }

    /// Gives a connector another config, in the same way.
    ///
    /// @param config all of it, as it will be
    /// @param changes what differs
    record SetConnectorConfig(
            String connector, SortedMap<String, String> config, SortedMap<String, Change> changes, String why)
            implements Step, OfConnector {
        public SetConnectorConfig {
            config = new TreeMap<>(config);
            changes = new TreeMap<>(changes);
        }
    }

    /// Pauses, stops or resumes a connector.
    record SetConnectorState(String connector, ConnectorSpec.State before, ConnectorSpec.State after, String why)
            implements Step, OfConnector {}

    /// Restarts what has failed of a connector, itself and its tasks; done when they do what they are meant to.
    record RestartConnector(String connector, String why) implements Step, OfConnector {}

    /// Makes a stopped connector forget how far it has read; resumed, it begins anew.
    record ResetOffsets(String connector, String why) implements Step, OfConnector {}

    /// Deletes a connector; what it has read and written stays.
    record DeleteConnector(String connector, String why) implements Step, OfConnector {}

    /// What is done about the Prometheus of the cluster, on a host as the spec names it: no node notices.
    sealed interface OfPrometheus permits InstallPrometheus, RunPrometheus, RemovePrometheus {
        String host();
    }

    /// Installs packages of the distribution; the services that they bring stay off.
    record InstallPrometheus(String host, List<String> packages, String why) implements Step, OfPrometheus {
        public InstallPrometheus {
            packages = List.copyOf(packages);
        }
    }

    /// Has Prometheus and Alertmanager run with files; done when both are ready and agents have answered. Before
    /// and after are those of [WriteFiles]; nothing where files only have to be taken up.
    record RunPrometheus(String host, SortedMap<String, String> before, SortedMap<String, String> after, String why)
            implements Step, OfPrometheus {
        public RunPrometheus {
            before = new TreeMap<>(before);
            after = new TreeMap<>(after);
        }
    }

    record RemovePrometheus(String host, String why) implements Step, OfPrometheus {}

    /// @param before empty text where there was no value
    /// @param after empty text where the value is taken away
    record Change(String before, String after) {}
}
