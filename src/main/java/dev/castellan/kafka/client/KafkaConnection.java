package dev.castellan.kafka.client;

import dev.castellan.problem.WorldRefused;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.jspecify.annotations.Nullable;

/// A bounded connection to one cluster. Opens the Admin client on first use; close it to end its threads.
public final class KafkaConnection implements AutoCloseable {
    private final String bootstrap;
    private final Map<String, String> properties;
    private final Duration bound;
    private final Supplier<Optional<WorldRefused>> doubt;
    private @Nullable Admin admin;

    /// @param bootstrap `host:port`, comma separated
    /// @param properties further client properties (security above all), as in `--command-config`
    /// @param bound how long any one call may take
    public KafkaConnection(String bootstrap, Map<String, String> properties, Duration bound) {
        this(bootstrap, properties, bound, Optional::empty);
    }

    /// @param doubt asked where no trust comes about: what is the matter, for those who know more of the cluster than
    ///     its client, which says "SSL handshake failed"
    public KafkaConnection(
            String bootstrap, Map<String, String> properties, Duration bound, Supplier<Optional<WorldRefused>> doubt) {
        this.bootstrap = bootstrap;
        this.properties = Map.copyOf(properties);
        this.bound = bound;
        this.doubt = doubt;
    }

    public String bootstrap() {
        return bootstrap;
    }

    public Duration bound() {
        return bound;
    }

    /// Client properties for an admin, producer or consumer: the user's own, the bootstrap, and our bounds.
    public Map<String, Object> clientProperties() {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("bootstrap.servers", bootstrap);
        all.putIfAbsent("client.id", "castellan");
        all.putIfAbsent("enable.metrics.push", "false");
        // Nobody reads this process over JMX, and the registration costs a short command dear.
        all.putIfAbsent("metric.reporters", "");
        all.putIfAbsent("default.api.timeout.ms", String.valueOf(bound.toMillis()));
        all.putIfAbsent("request.timeout.ms", String.valueOf(bound.toMillis()));
        // A broker whose plug was pulled answers nothing at all, and Kafka's own patience with it is ten seconds: more
        // than most commands have. The others may be asked instead.
        String connect = String.valueOf(Math.max(1000, bound.toMillis() / 4));
        all.putIfAbsent("socket.connection.setup.timeout.ms", connect);
        all.putIfAbsent("socket.connection.setup.timeout.max.ms", connect);
        // A new topic is known to every broker within milliseconds; waiting a tenth of a second to look again is slow.
        all.putIfAbsent("retry.backoff.ms", "20");
        all.putIfAbsent("retry.backoff.max.ms", "500");
        all.putIfAbsent("reconnect.backoff.max.ms", "500");
        return all;
    }

    public Admin admin() {
        if (admin == null) {
            admin = open(bootstrap, Map.of());
        }
        return admin;
    }

    private Admin open(String addresses, Map<String, String> more) {
        Map<String, Object> own = clientProperties();
        own.putAll(more);
        own.put("bootstrap.servers", addresses);
        try {
            return Admin.create(own);
        } catch (KafkaException e) {
            throw new WorldRefused(bootstrap, reason(e), "check the address and --command-config");
        }
    }

    /// Makes sure that the admin client starts at a broker that answers. Left to itself, it asks one of the
    /// addresses, and that one again and again if it accepts connections and says nothing, as a process that hangs.
    public void settle() {
        List<String> addresses = List.of(bootstrap.split(","));
        if (admin != null || addresses.size() == 1 || answers(admin())) {
            return;
        }
        for (String address : addresses) {
            close();
            if (leadsToAnAnswer(address)) {
                admin = open(address, Map.of());
                return;
            }
        }
        throw silent();
    }

    /// Whoever answers at an address names all brokers, and any of them may be asked next, also the one that hangs:
    /// it is given a part of the time only, so that another is asked in the rest.
    private boolean leadsToAnAnswer(String address) {
        Admin asked = open(address, Map.of("request.timeout.ms", String.valueOf(patience() / 3)));
        try {
            return answers(asked);
        } finally {
            asked.close(Duration.ZERO);
        }
    }

    private int patience() {
        return (int) Math.max(500, bound.toMillis() / 4);
    }

    /// An error is an answer too: whoever asks for something will be told.
    private boolean answers(Admin asked) {
        int patience = patience();
        try {
            String ignored = asked.describeCluster(new DescribeClusterOptions().timeoutMs(patience))
                    .clusterId()
                    .get(patience + 500L, TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            return !(e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException);
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }

    /// Waits for the answer to one call. The exception is Kafka's own where the cluster answered with one.
    ///
    /// @throws WorldRefused when nothing answers within the bound
    /// @throws org.apache.kafka.common.errors.ApiException when the cluster answers with an error
    public <T> T await(KafkaFuture<T> future) {
        try {
            return patiently(future);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof org.apache.kafka.common.errors.TimeoutException
                    || !(cause instanceof KafkaException refused)) {
                throw silent();
            }
            throw explained(refused);
        } catch (TimeoutException e) {
            throw silent();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }

    /// Waits for many answers at once, all within one bound, and keeps those that came.
    ///
    /// @param missing told of each that did not, with the reason
    public <K, T> Map<K, T> awaitThose(Map<K, KafkaFuture<T>> asked, BiConsumer<K, String> missing) {
        long end = System.nanoTime() + bound.toNanos() + TimeUnit.MILLISECONDS.toNanos(500);
        Map<K, T> came = new HashMap<>();
        asked.forEach((key, future) -> {
            try {
                came.put(key, future.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
            } catch (ExecutionException e) {
                missing.accept(key, reason(e));
            } catch (TimeoutException e) {
                missing.accept(key, "no answer within " + bound.toSeconds() + " s");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptException(e);
            }
        });
        return came;
    }

    /// How many requests went to brokers through the admin client so far.
    public long requests() {
        return admin == null
                ? 0
                : admin.metrics().values().stream()
                        .filter(metric -> metric.metricName().name().equals("request-total"))
                        .filter(metric -> metric.metricName().tags().keySet().equals(Set.of("client-id")))
                        .map(Metric::metricValue)
                        .mapToLong(value -> value instanceof Number number ? number.longValue() : 0)
                        .sum();
    }

    /// Waits to the bound, but not in vain: after a second without an answer, looks whether anybody listens at all.
    private <T> T patiently(KafkaFuture<T> future) throws ExecutionException, TimeoutException, InterruptedException {
        long first = Math.min(1000, bound.toMillis());
        try {
            return future.get(first, TimeUnit.MILLISECONDS);
        } catch (TimeoutException early) {
            if (Listening.nowhere(bootstrap)) {
                throw new WorldRefused(
                        bootstrap,
                        "nothing listens here: the connection is refused",
                        "castellan status shows which nodes run");
            }
            return future.get(bound.toMillis() - first + 500, TimeUnit.MILLISECONDS);
        }
    }

    /// The one sentence for a cluster that does not answer.
    public WorldRefused silent() {
        return new WorldRefused(
                bootstrap,
                "no answer within " + bound.toSeconds() + " s",
                "check the address, or give it longer with --timeout");
    }

    /// The same refusal, in the words of whoever knows more of it.
    public RuntimeException explained(KafkaException refused) {
        Optional<WorldRefused> better = isDistrust(refused) ? doubt.get() : Optional.empty();
        return better.isPresent() ? better.get() : refused;
    }

    /// Some calls wrap it into a sentence of their own.
    private static boolean isDistrust(Throwable trouble) {
        return trouble instanceof SslAuthenticationException
                || (trouble.getCause() != null && isDistrust(trouble.getCause()));
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }

    private static String reason(Throwable e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage());
    }
}
