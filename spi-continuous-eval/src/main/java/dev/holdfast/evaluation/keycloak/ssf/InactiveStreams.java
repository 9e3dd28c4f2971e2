package dev.holdfast.evaluation.keycloak.ssf;

import dev.holdfast.evaluation.delivery.Inactivity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.ssf.Ssf;
import org.keycloak.ssf.stream.StreamStatus;
import org.keycloak.ssf.stream.StreamStatusValue;
import org.keycloak.ssf.transmitter.SsfTransmitterProvider;
import org.keycloak.ssf.transmitter.stream.StreamConfig;
import org.keycloak.ssf.transmitter.stream.storage.client.ClientStreamStore;

/**
 * Pauses streams whose receiver was not heard of for longer than their {@code inactivity_timeout} (SSF 1.0 section 8.1.1), after
 * telling it. Keycloak stores the time-out and when the receiver last called, and does nothing with them.
 */
final class InactiveStreams {

    private static final Logger LOG = Logger.getLogger(InactiveStreams.class);

    private static final String WITH_TIMEOUT =
            "select a.client.realmId, a.client.id from ClientAttributeEntity a where a.name = :name";

    private InactiveStreams() {}

    /** Looks at all realms; each stream is changed in a transaction of its own. */
    static void pause(KeycloakSession ticking) {
        List<Object[]> receivers = ticking.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .createQuery(WITH_TIMEOUT, Object[].class)
                .setParameter("name", ClientStreamStore.SSF_INACTIVITY_TIMEOUT_SECONDS_KEY)
                .getResultList();
        for (Object[] receiver : receivers) {
            try {
                KeycloakModelUtils.runJobInTransaction(
                        ticking.getKeycloakSessionFactory(),
                        own -> pause(own, String.valueOf(receiver[0]), String.valueOf(receiver[1])));
            } catch (RuntimeException e) {
                LOG.errorf(
                        "The streams of receiver %s could not be looked at: %s",
                        receiver[1], e.getClass().getName());
            }
        }
    }

    private static void pause(KeycloakSession own, String realmId, String clientId) {
        RealmModel realm = own.realms().getRealm(realmId);
        ClientModel client = realm == null ? null : own.clients().getClientById(realm, clientId);
        if (client == null || !Ssf.isTransmitterEnabled(realm)) {
            return;
        }
        own.getContext().setRealm(realm);
        Optional<Inactivity> limit = number(client, ClientStreamStore.SSF_INACTIVITY_TIMEOUT_SECONDS_KEY)
                .filter(seconds -> seconds > 0)
                .map(seconds -> new Inactivity(Duration.ofSeconds(seconds)));
        SsfTransmitterProvider transmitter = own.getProvider(SsfTransmitterProvider.class);
        for (StreamConfig stream : transmitter.streamService().getStreamsByClient(client)) {
            if (stream.getStatus() == StreamStatusValue.enabled
                    && limit.filter(known -> known.isOver(lastActivity(client, stream), Instant.now()))
                            .isPresent()) {
                StreamStatus paused = new StreamStatus();
                paused.setStreamId(stream.getStreamId());
                paused.setStatus(StreamStatusValue.paused.getStatusCode());
                paused.setReason("The receiver was inactive for longer than inactivity_timeout");
                transmitter.streamService().updateStreamStatusAsAdmin(paused, client);
                LOG.warnf("The stream of receiver %s is paused: it was inactive", client.getClientId());
            }
        }
    }

    /** Creating and changing a stream are activity, too. */
    private static Instant lastActivity(ClientModel client, StreamConfig stream) {
        long noted =
                number(client, ClientStreamStore.SSF_LAST_ACTIVITY_TIMESLOT_KEY).orElse(0L);
        return Instant.ofEpochSecond(LongStream.of(noted, orZero(stream.getCreatedAt()), orZero(stream.getUpdatedAt()))
                .max()
                .orElse(0));
    }

    private static long orZero(@Nullable Integer seconds) {
        return Objects.requireNonNullElse(seconds, 0);
    }

    private static Optional<Long> number(ClientModel client, String attribute) {
        try {
            return Optional.ofNullable(client.getAttribute(attribute)).map(text -> Long.valueOf(text.trim()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
