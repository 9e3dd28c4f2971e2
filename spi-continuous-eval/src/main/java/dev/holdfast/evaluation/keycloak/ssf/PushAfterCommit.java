package dev.holdfast.evaluation.keycloak.ssf;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.outbox.OutboxBackoff;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.ssf.event.token.SsfSecurityEventToken;
import org.keycloak.ssf.transmitter.SsfTransmitterProvider;
import org.keycloak.ssf.transmitter.delivery.push.PushDeliveryOutcome;
import org.keycloak.ssf.transmitter.stream.StreamConfig;

/**
 * Delivers events as soon as they are committed, instead of at the next tick of Keycloak's timer: one worker for each
 * receiver, so that one that does not answer holds up nobody else. HTTP is spoken outside any transaction.
 */
final class PushAfterCommit {

    private static final Logger LOG = Logger.getLogger(PushAfterCommit.class);
    private static final String EXECUTOR = "holdfast-push";

    private final Supplier<OutboxBackoff> backoff;
    private final Object lock = new Object();
    /** Receivers that have a worker. */
    private final Set<String> served = new HashSet<>();
    /** Receivers for which something was committed since their worker looked last. */
    private final Set<String> news = new HashSet<>();

    private @Nullable KeycloakSessionFactory factory;

    PushAfterCommit(Supplier<OutboxBackoff> backoff) {
        this.backoff = backoff;
    }

    void start(KeycloakSessionFactory sessionFactory) {
        this.factory = sessionFactory;
    }

    /** Wakes the worker of a receiver when the transaction of a session has committed; not if it rolls back. */
    void whenCommitted(KeycloakSession session, String receiverId) {
        String marker = "holdfast.push." + receiverId;
        if (session.getAttribute(marker) != null) {
            return;
        }
        session.setAttribute(marker, true);
        ExecutorService executor = session.getProvider(ExecutorsProvider.class).getExecutor(EXECUTOR);
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                wake(executor, receiverId);
            }

            @Override
            protected void rollbackImpl() {}
        });
    }

    private void wake(ExecutorService executor, String receiverId) {
        synchronized (lock) {
            news.add(receiverId);
            if (!served.add(receiverId)) {
                return;
            }
        }
        executor.execute(() -> work(receiverId));
    }

    private void work(String receiverId) {
        while (hasNews(receiverId)) {
            try {
                while (!deliverBatch(receiverId).isEmpty()) {
                    LOG.tracef("Another batch may be due for receiver %s", receiverId);
                }
            } catch (RuntimeException e) {
                LOG.warnf(e, "Delivery to receiver %s stopped; Keycloak's timer takes it up", receiverId);
            }
        }
    }

    private boolean hasNews(String receiverId) {
        synchronized (lock) {
            if (news.remove(receiverId)) {
                return true;
            }
            served.remove(receiverId);
            return false;
        }
    }

    private List<OutboxClaims.Claim> deliverBatch(String receiverId) {
        KeycloakSessionFactory sessions = factory;
        if (sessions == null) {
            return List.of();
        }
        List<OutboxClaims.Claim> claims = KeycloakModelUtils.runJobInTransactionWithResult(
                sessions, session -> OutboxClaims.claim(session, receiverId));
        long giveUp = System.nanoTime() + OutboxClaims.LEASE.dividedBy(2).toNanos();
        for (OutboxClaims.Claim claim : claims) {
            if (System.nanoTime() > giveUp) {
                return List.of();
            }
            Optional<String> failure = deliver(sessions, receiverId, claim);
            KeycloakModelUtils.runJobInTransaction(
                    sessions, session -> OutboxClaims.settle(session, claim, failure, backoff.get()));
        }
        return claims;
    }

    private static Optional<String> deliver(
            KeycloakSessionFactory sessions, String receiverId, OutboxClaims.Claim claim) {
        Target target = KeycloakModelUtils.runJobInTransactionWithResult(
                sessions, session -> Target.find(session, receiverId, claim));
        if (target.stream == null) {
            return Optional.of("the stream is gone");
        }
        SsfSecurityEventToken named = new SsfSecurityEventToken();
        named.setJti(claim.jti());
        PushDeliveryOutcome outcome = target.push.deliverEvent(target.stream, named, claim.set());
        if (outcome.delivered()) {
            return Optional.empty();
        }
        return Optional.of(outcome.status() != null ? "HTTP " + outcome.status() : "no answer");
    }

    /** Where an event goes: read in a transaction, used outside it. */
    private record Target(
            org.keycloak.ssf.transmitter.delivery.push.PushDeliveryService push,
            @Nullable StreamConfig stream) {

        static Target find(KeycloakSession session, String receiverId, OutboxClaims.Claim claim) {
            RealmModel realm = session.realms().getRealm(claim.realmId());
            session.getContext().setRealm(realm);
            SsfTransmitterProvider transmitter = session.getProvider(SsfTransmitterProvider.class);
            ClientModel receiver = realm == null ? null : realm.getClientById(receiverId);
            StreamConfig stream =
                    receiver == null ? null : transmitter.streamStore().getStreamForClient(receiver);
            boolean same = stream != null && claim.streamId().equals(stream.getStreamId());
            return new Target(transmitter.pushDeliveryService(), same ? stream : null);
        }
    }
}
