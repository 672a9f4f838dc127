package dev.castellan.apply;

import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.plan.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.common.config.ConfigResource;

/// What steps change about brokers that run. Each may be repeated.
final class Resources {
    private static final String RELOADED = "listener.name.client.ssl.keystore.location";

    private final KafkaConnection connection;

    Resources(KafkaConnection connection) {
        this.connection = connection;
    }

    void setBrokerConfig(Step.SetBrokerConfig step) {
        List<AlterConfigOp> operations = new ArrayList<>(operations(step.changes()));
        step.unset()
                .forEach(name ->
                        operations.add(new AlterConfigOp(new ConfigEntry(name, null), AlterConfigOp.OpType.DELETE)));
        alter(
                new ConfigResource(
                        ConfigResource.Type.BROKER,
                        step.broker().map(String::valueOf).orElse("")),
                operations);
    }

    /// Whatever is altered for one broker, it looks whether the files of its key stores are newer than what it holds.
    /// Its controller looks too, as a record is made even of a change that changes nothing (KAFKA-14136). To take
    /// away a value that is not there leaves no trace.
    void reloadCertificates(int broker) {
        ConfigEntry nothing = new ConfigEntry(RELOADED, null);
        alter(
                new ConfigResource(ConfigResource.Type.BROKER, String.valueOf(broker)),
                List.of(new AlterConfigOp(nothing, AlterConfigOp.OpType.DELETE)));
    }

    /// The level goes up only: none that is in use is taken back.
    void raise(Step.FinalizeFeature step) {
        FeatureUpdate update = new FeatureUpdate((short) step.after(), FeatureUpdate.UpgradeType.UPGRADE);
        connection.await(connection
                .admin()
                .updateFeatures(Map.of(step.feature(), update), new UpdateFeaturesOptions())
                .all());
    }

    private void alter(ConfigResource resource, Collection<AlterConfigOp> operations) {
        connection.await(connection
                .admin()
                .incrementalAlterConfigs(Map.of(resource, operations))
                .all());
    }

    /// A change to nothing takes the value away.
    static List<AlterConfigOp> operations(Map<String, Step.Change> changes) {
        List<AlterConfigOp> operations = new ArrayList<>();
        changes.forEach((name, change) -> operations.add(
                change.after().isEmpty()
                        ? new AlterConfigOp(new ConfigEntry(name, null), AlterConfigOp.OpType.DELETE)
                        : new AlterConfigOp(new ConfigEntry(name, change.after()), AlterConfigOp.OpType.SET)));
        return operations;
    }
}
