package dev.castellan.cli;

import dev.castellan.problem.Problem;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// What a cluster's refusal means to the person who asked.
final class Answers {
    private Answers() {}

    /// Whether the request itself was wrong, rather than the state of the cluster.
    static boolean isMistake(KafkaException answer) {
        return answer instanceof UnknownTopicOrPartitionException
                || answer instanceof TopicExistsException
                || answer instanceof InvalidTopicException
                || answer instanceof InvalidPartitionsException
                || answer instanceof InvalidReplicationFactorException
                || answer instanceof InvalidConfigurationException
                || answer instanceof InvalidRequestException;
    }

    static Problem explain(KafkaException answer) {
        String said = answer.getMessage() == null ? answer.getClass().getSimpleName() : answer.getMessage();
        String hint = switch (answer) {
            case UnknownTopicOrPartitionException ignored -> "castellan topics list";
            case SslAuthenticationException ignored ->
                "one side does not trust the other's certificate: castellan users show-config writes --command-config"
                        + " anew, with the certificates that are good now";
            case AuthenticationException ignored -> "check the credentials in --command-config";
            case AuthorizationException ignored -> "the user lacks an ACL for this";
            default -> "";
        };
        return Problem.error("", said, hint);
    }
}
