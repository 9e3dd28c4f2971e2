package dev.holdfast.evaluation.keycloak.trust;

import dev.holdfast.binding.keycloak.IssueLimits;
import dev.holdfast.binding.keycloak.Txn;
import dev.holdfast.evaluation.Cause;
import dev.holdfast.evaluation.Trigger;
import dev.holdfast.evaluation.TrustChange;
import dev.holdfast.evaluation.signal.SignalRates;
import dev.holdfast.risk.response.Initiator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.keycloak.events.Event;
import org.keycloak.events.EventType;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Tells the streams that ask for it that a session of a client under our policies was established or presented: after the commit
 * of the token request and beside it, in a transaction of its own. What cannot be told at once is dropped; nobody's trust
 * depends on it.
 */
final class SessionSightings implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SessionSightings.class);

    private static final int WAITING = 1_000;
    private static final int SESSIONS = 20_000;
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final SecurityEventPublisher publisher;
    private final SignalRates presented = new SignalRates(SESSIONS);
    private final ThreadPoolExecutor worker;

    SessionSightings(SecurityEventPublisher publisher) {
        this.publisher = publisher;
        this.worker = new ThreadPoolExecutor(
                1,
                1,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                work -> {
                    Thread thread = new Thread(work, "holdfast-sightings");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        worker.allowCoreThreadTimeOut(true);
    }

    /** Takes note of a token request that succeeded, if a policy of ours judged it. */
    void onEvent(KeycloakSession session, Event event) {
        Optional<Trigger> trigger = trigger(event.getType());
        if (trigger.isEmpty()
                || event.getSessionId() == null
                || IssueLimits.of(session).isEmpty()
                || !publisher.isWanted(session, trigger.get().events().get(0))) {
            return;
        }
        Instant at = Instant.ofEpochMilli(event.getTime());
        if (trigger.get() == Trigger.PRESENTED && !presented.allows(event.getSessionId(), 1, at)) {
            return;
        }
        KeycloakSessionFactory factory = session.getKeycloakSessionFactory();
        String realmId = session.getContext().getRealm().getId();
        String txn = Txn.of(session);
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                worker.execute(() -> tell(factory, realmId, txn, trigger.get(), event.getSessionId(), at));
            }

            @Override
            protected void rollbackImpl() {}
        });
    }

    /** What a success means; there is a type for each grant. */
    static Optional<Trigger> trigger(EventType type) {
        return switch (type) {
            case CLIENT_LOGIN,
                    CODE_TO_TOKEN,
                    LOGIN,
                    TOKEN_EXCHANGE,
                    OAUTH2_DEVICE_CODE_TO_TOKEN,
                    AUTHREQID_TO_TOKEN,
                    JWT_AUTHORIZATION_GRANT -> Optional.of(Trigger.ESTABLISHED);
            case REFRESH_TOKEN -> Optional.of(Trigger.PRESENTED);
            default -> Optional.empty();
        };
    }

    private void tell(
            KeycloakSessionFactory factory, String realmId, String txn, Trigger trigger, String sessionId, Instant at) {
        try {
            KeycloakModelUtils.runJobInTransaction(factory, own -> {
                RealmModel realm = own.realms().getRealm(realmId);
                if (realm != null) {
                    own.getContext().setRealm(realm);
                    // Gone already, or never written: then there is nothing to tell.
                    SessionFacts.of(own, sessionId).ifPresent(known -> publish(own, txn, trigger, known, at));
                }
            });
        } catch (RuntimeException e) {
            LOG.warnf(
                    "A sighting of a session could not be told: %s",
                    e.getClass().getName());
        }
    }

    private void publish(KeycloakSession own, String txn, Trigger trigger, SessionFacts known, Instant at) {
        Cause cause = Cause.of(trigger, at, Initiator.USER, known.whom());
        publisher.publish(own, txn, List.of(new TrustChange(cause, known.allAudiences())));
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
