package dev.holdfast.evaluation.keycloak.ssf.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.events.outbox.OutboxStore;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.jpa.entities.OutboxEntryStatus;
import org.keycloak.ssf.transmitter.delivery.poll.PollDeliveryService;
import org.keycloak.ssf.transmitter.delivery.poll.PollRequest;
import org.keycloak.ssf.transmitter.delivery.poll.PollResponse;
import org.keycloak.ssf.transmitter.metrics.SsfMetricsBinder;

/**
 * Keycloak's poll, where {@code maxEvents: 0} acknowledges only (RFC 8936 section 2.4) and events that are too old for the
 * receiver are not delivered.
 */
public final class AcknowledgingPoll extends PollDeliveryService {

    private static final String POLL = "ssf-poll";
    private static final String BURY = "update OutboxEntryEntity e set e.status = :dead, e.lastError = :reason"
            + " where e.entryKind = :kind and e.ownerId = :owner and e.status = :pending and e.createdAt < :oldest";

    private final MaxAge maxAge;

    /** How old an event may be for a receiver, if there is a limit. */
    @FunctionalInterface
    public interface MaxAge {

        /** The limit of a receiver. */
        Optional<Duration> of(ClientModel receiver);
    }

    /** Makes it for one session. */
    public AcknowledgingPoll(KeycloakSession session, OutboxStore store, SsfMetricsBinder metrics, MaxAge maxAge) {
        super(session, store, metrics);
        this.maxAge = maxAge;
    }

    @Override
    public PollResponse poll(ClientModel receiver, PollRequest request) {
        maxAge.of(receiver).ifPresent(age -> bury(receiver, Instant.now().minus(age)));
        if (request.getMaxEvents() == null || request.getMaxEvents() != 0) {
            return super.poll(receiver, request);
        }
        List<String> acknowledged = request.getAck() == null ? List.of() : request.getAck();
        if (!acknowledged.isEmpty()) {
            outboxStore.ackPendingForOwner(POLL, receiver.getId(), acknowledged);
            metricsBinder.recordPollAck(currentRealmName(), receiver.getClientId(), acknowledged.size());
        }
        Map<String, String> refused = toErrorMessages(request.getSetErrs());
        if (!refused.isEmpty()) {
            outboxStore.nackPendingForOwner(POLL, receiver.getId(), refused);
            metricsBinder.recordPollNack(currentRealmName(), receiver.getClientId(), refused.size());
        }
        PollResponse response = new PollResponse();
        response.setSets(Map.of());
        response.setMoreAvailable(
                outboxStore.countForOwnerByStatus(POLL, receiver.getId(), OutboxEntryStatus.PENDING) > 0);
        return response;
    }

    private void bury(ClientModel receiver, Instant oldest) {
        session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .createQuery(BURY)
                .setParameter("dead", OutboxEntryStatus.DEAD_LETTER)
                .setParameter("reason", "older than ssf.maxEventAgeSeconds")
                .setParameter("kind", POLL)
                .setParameter("owner", receiver.getId())
                .setParameter("pending", OutboxEntryStatus.PENDING)
                .setParameter("oldest", oldest)
                .executeUpdate();
    }
}
