package dev.castellan.kafka.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.testkit.Agent;
import org.junit.jupiter.api.Test;

/// The rules, matched against beans of Kafka as the agent does it.
class AgentRulesTest {
    @Test
    void beans_get_the_names_that_people_know() {
        assertThat(Agent.name("kafka.server<type=BrokerTopicMetrics, name=MessagesInPerSec><>Count"))
                .contains("kafka_server_brokertopicmetrics_messagesinpersec");
        assertThat(Agent.name("kafka.server<type=BrokerTopicMetrics, name=BytesInPerSec><>Count"))
                .contains("kafka_server_brokertopicmetrics_bytesinpersec");
        assertThat(Agent.name("kafka.server<type=ReplicaManager, name=UnderReplicatedPartitions><>Value"))
                .contains("kafka_server_replicamanager_underreplicatedpartitions");
        assertThat(Agent.name("kafka.controller<type=KafkaController, name=ActiveControllerCount><>Value"))
                .contains("kafka_controller_kafkacontroller_activecontrollercount");
        assertThat(Agent.name("java.lang<type=Memory><HeapMemoryUsage>used"))
                .contains("java_lang_memory_heapmemoryusage_used");
        assertThat(Agent.name("java.lang<type=GarbageCollector, name=G1 Young Generation><>CollectionTime"))
                .contains("java_lang_garbagecollector_collectiontime");
    }

    @Test
    void what_has_dashes_gets_underscores() {
        assertThat(Agent.name("kafka.server<type=raft-metrics><>current-epoch"))
                .contains("kafka_server_raft_metrics_current_epoch");
        assertThat(Agent.name("kafka.server<type=socket-server-metrics, listener=CLIENT, networkProcessor=2>"
                        + "<>failed-authentication-rate"))
                .contains("kafka_server_socket_server_metrics_failed_authentication_rate");
    }

    @Test
    void of_a_topic_three_things_are_told_and_no_rates_of_anything() {
        assertThat(Agent.name("kafka.server<type=BrokerTopicMetrics, name=BytesInPerSec, topic=a.b-c><>Count"))
                .contains("kafka_server_brokertopicmetrics_bytesinpersec");
        assertThat(Agent.name("kafka.server<type=BrokerTopicMetrics, name=TotalFetchRequestsPerSec, topic=a><>Count"))
                .isEmpty();
        assertThat(Agent.name("kafka.server<type=BrokerTopicMetrics, name=BytesInPerSec><>OneMinuteRate"))
                .isEmpty();
    }

    @Test
    void no_rule_asks_for_a_type_that_changes_the_name() {
        assertThat(Agent.rules())
                .allSatisfy(rule -> assertThat(rule.get("type")).isEqualTo("UNTYPED"));
    }
}
