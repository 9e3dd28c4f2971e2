package dev.holdfast.evaluation.keycloak.ssf;

import dev.holdfast.evaluation.EventPlan;
import dev.holdfast.evaluation.PlannedEvent;
import dev.holdfast.evaluation.StreamProfile;
import dev.holdfast.evaluation.TrustChange;
import dev.holdfast.evaluation.WantedTypes;
import dev.holdfast.events.EventType;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.ssf.Ssf;
import org.keycloak.ssf.event.token.SsfSecurityEventToken;
import org.keycloak.ssf.transmitter.SsfTransmitterProvider;
import org.keycloak.ssf.transmitter.stream.StreamConfig;

/**
 * Publishes through Keycloak's own transmitter: its streams, their status and wishes, its signature, its outbox. A stream
 * hears only of what concerns it.
 */
public final class SsfPublisher {

    /** {@code true} for a receiver that hears of everybody; an administrator sets it. */
    static final String RECEIVES_ALL = "holdfast.receives-all";

    /** {@code true} for a receiver that also hears what decisions were made by; an administrator sets it. */
    static final String EVIDENCE = "holdfast.evidence";

    /** In which form a receiver hears whom events are about; a word of {@link StreamProfile.Subjects}. */
    static final String SUBJECTS = "holdfast.subjects";

    /** A token request must not pay for a search that says no every time. */
    private static final WantedTypes WANTED = new WantedTypes();

    private SsfPublisher() {}

    /**
     * Puts events for every stream that may hear them and wants them into the outbox, in the transaction of a session. A stream for
     * which that cannot be done is passed over.
     *
     * @param session the session
     * @param txn names the cause in every event
     * @param changes what changed and whom it concerns
     * @throws RuntimeException if the database fails
     */
    public static void publish(KeycloakSession session, String txn, List<TrustChange> changes) {
        if (!Ssf.isTransmitterEnabled(session.getContext().getRealm())) {
            return;
        }
        SsfTransmitterProvider transmitter = session.getProvider(SsfTransmitterProvider.class);
        for (ReceivingStream stream : ReceivingStream.all(session)) {
            try (IsolatedStream isolated =
                    new IsolatedStream(session, stream.client().getClientId())) {
                for (TrustChange change : changes) {
                    isolated.attempt(() -> publish(transmitter, stream, txn, change));
                }
            }
        }
    }

    /**
     * Whether any stream of the current realm has asked for a type of event.
     *
     * @param session the session
     * @param type the type
     * @return false if nobody would be told
     */
    public static boolean isWanted(KeycloakSession session, EventType type) {
        return Ssf.isTransmitterEnabled(session.getContext().getRealm())
                && WANTED.of(session.getContext().getRealm().getId(), Instant.now(), () -> wanted(session))
                        .contains(type.uri());
    }

    private static Set<String> wanted(KeycloakSession session) {
        return ReceivingStream.all(session).stream()
                .flatMap(stream -> Optional.ofNullable(stream.config().getEventsDelivered()).stream())
                .flatMap(Set::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Asks to be told of the commit, for every stream: once the commit has begun it is too late.
     *
     * @param session the session
     */
    public static void expect(KeycloakSession session) {
        if (!Ssf.isTransmitterEnabled(session.getContext().getRealm())) {
            return;
        }
        SsfTransmitterProvider transmitter = session.getProvider(SsfTransmitterProvider.class);
        if (transmitter.securityEventTokenDispatcher() instanceof StatusKeepingDispatcher dispatcher) {
            ReceivingStream.all(session).forEach(stream -> dispatcher.expect(stream.config()));
        }
    }

    /** How many events the stream hears of it. */
    private static int publish(
            SsfTransmitterProvider transmitter, ReceivingStream stream, String txn, TrustChange change) {
        if (!change.concerns(names(stream.config()), is(stream.client(), RECEIVES_ALL))) {
            return 0;
        }
        List<PlannedEvent> events = EventPlan.of(stream.config().getIssuer(), change.cause(), profile(stream.client()));
        events.forEach(event -> publish(transmitter, stream.config(), txn, event));
        return events.size();
    }

    private static void publish(
            SsfTransmitterProvider transmitter, StreamConfig stream, String txn, PlannedEvent event) {
        SsfSecurityEventToken token = transmitter
                .securityEventTokenMapper()
                .generateSyntheticEvent(
                        stream, event.type().uri(), TypedPayloads.of(event), SsfSubjects.of(event.subject()));
        token.setIss(stream.getIssuer());
        token.setTxn(txn);
        transmitter.securityEventTokenDispatcher().dispatchEvent(token, stream);
    }

    private static Set<String> names(StreamConfig stream) {
        Set<String> names = new HashSet<>(Set.of(stream.getClientClientId()));
        if (stream.getAudience() != null) {
            names.addAll(stream.getAudience());
        }
        return names;
    }

    private static StreamProfile profile(ClientModel receiver) {
        return new StreamProfile(is(receiver, EVIDENCE), StreamProfile.Subjects.of(receiver.getAttribute(SUBJECTS)));
    }

    private static boolean is(ClientModel receiver, String attribute) {
        return Boolean.parseBoolean(receiver.getAttribute(attribute));
    }
}
