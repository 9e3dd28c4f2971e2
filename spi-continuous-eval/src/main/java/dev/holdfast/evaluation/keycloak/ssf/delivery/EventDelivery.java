package dev.holdfast.evaluation.keycloak.ssf.delivery;

import dev.holdfast.evaluation.delivery.AddressPolicy;
import dev.holdfast.evaluation.delivery.DeliveryVerdict;
import dev.holdfast.evaluation.delivery.RetrySchedule;
import dev.holdfast.evaluation.keycloak.http.PinnedHttpClient;
import dev.holdfast.evaluation.keycloak.http.PinnedResolver;
import dev.holdfast.evaluation.oauth.AccessTokens;
import io.micrometer.core.instrument.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.http.impl.conn.SystemDefaultDnsResolver;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.ssf.transmitter.SsfTransmitterConfig;
import org.keycloak.ssf.transmitter.stream.StreamConfig;

/** The delivery of one server, from its start to its end. Does nothing before it is started. */
public final class EventDelivery implements AutoCloseable {

    /** Keycloak's name for events that are pushed. */
    public static final String PUSH = OutboxClaims.PUSH;

    private static final Logger LOG = Logger.getLogger(EventDelivery.class);
    private static final Duration SNAPSHOT = Duration.ofSeconds(15);
    private static final Duration LOOK = Duration.ofMillis(500);

    private final PushThreads threads = new PushThreads();
    private final PinnedHttpClient http;
    private final PinnedResolver resolver;
    private final AccessTokens tokens = new AccessTokens();

    private volatile @Nullable PushWorkers workers;

    /**
     * Makes it.
     *
     * @param addresses to which addresses events may go
     */
    public EventDelivery(AddressPolicy addresses) {
        this.resolver = new PinnedResolver(SystemDefaultDnsResolver.INSTANCE, addresses);
        this.http = new PinnedHttpClient(resolver);
    }

    /**
     * Starts it.
     *
     * @param sessions makes sessions for its own transactions
     * @param refusals pauses after refusals
     * @param maxAttempts after so many refusals an event is a dead letter
     */
    public void start(KeycloakSessionFactory sessions, List<Duration> refusals, int maxAttempts) {
        DeliveryMeters meters = new DeliveryMeters(Metrics.globalRegistry);
        Settlement settlement = new Settlement(new RetrySchedule(refusals, maxAttempts));
        workers =
                new PushWorkers(threads, new PushRound(sessions, http, resolver, tokens, settlement, threads, meters));
        threads.every(SNAPSHOT, () -> snapshot(sessions, meters));
    }

    /** Wakes the worker of a receiver, by the id of its client. */
    public void wake(String receiverId) {
        PushWorkers started = workers;
        if (started != null) {
            started.wake(receiverId);
        }
    }

    /** Does something twice a second on a thread of the delivery. */
    public void often(Runnable work) {
        threads.every(LOOK, work);
    }

    /** The age from which events of a receiver are not delivered any more, if there is a limit. */
    public static Optional<Duration> maxAge(ClientModel receiver) {
        return PushTarget.maxAge(receiver);
    }

    /** Sends one SET at once, without the outbox: a verification that somebody waits for. */
    DeliveryVerdict now(KeycloakSession session, StreamConfig stream, SsfTransmitterConfig config, String set) {
        ClientModel receiver = session.getContext().getRealm().getClientByClientId(stream.getClientClientId());
        Optional<PushTarget> target =
                receiver == null ? Optional.empty() : PushTarget.of(session, receiver, stream, config);
        if (target.isEmpty()) {
            return new DeliveryVerdict.Unavailable("the stream has no push address", Optional.empty());
        }
        return new PushClient(http.of(session), resolver, threads.clock(), tokens).push(target.get(), set);
    }

    @Override
    public void close() {
        threads.close();
        http.close();
    }

    private static void snapshot(KeycloakSessionFactory sessions, DeliveryMeters meters) {
        try {
            meters.outbox(
                    KeycloakModelUtils.runJobInTransactionWithResult(sessions, OutboxSnapshot::take), Instant.now());
        } catch (RuntimeException e) {
            LOG.warnf(
                    "The outbox could not be counted, its metrics stand still: %s",
                    e.getClass().getName());
        }
    }
}
