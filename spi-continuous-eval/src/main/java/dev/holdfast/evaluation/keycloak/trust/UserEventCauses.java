package dev.holdfast.evaluation.keycloak.trust;

import dev.holdfast.evaluation.Cause;
import dev.holdfast.evaluation.Change;
import dev.holdfast.evaluation.Trigger;
import dev.holdfast.evaluation.TrustChange;
import dev.holdfast.evaluation.Whom;
import dev.holdfast.risk.keycloak.event.EventDetail;
import dev.holdfast.risk.response.Initiator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.events.Details;
import org.keycloak.events.Event;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;

/** Recognises what the events of users and clients mean for trust. */
final class UserEventCauses {

    /** Keycloak says them in no other way. */
    private static final Set<String> REUSES = Set.of("Maximum allowed refresh token reuse exceeded", "Stale token");

    /** The same. */
    private static final Set<String> ENDS = Set.of("Session not active", "Offline session not active");

    private final KeycloakSession session;

    UserEventCauses(KeycloakSession session) {
        this.session = session;
    }

    List<TrustChange> of(Event event) {
        return switch (event.getType()) {
            case LOGOUT -> session(Trigger.LOGOUT, Initiator.USER, event);
            case USER_SESSION_DELETED -> expiry(event);
            case REFRESH_TOKEN_ERROR ->
                refused(event, detail(event, Details.REASON).orElse(""));
            case REVOKE_GRANT -> revoked(event);
            case UPDATE_CREDENTIAL -> credential(event, "update");
            case REMOVE_CREDENTIAL -> credential(event, "delete");
            case USER_DISABLED_BY_PERMANENT_LOCKOUT ->
                ofUser(Cause.of(Trigger.USER_DISABLED, at(event), Initiator.POLICY, Whom.user(event.getUserId())));
            default -> List.of();
        };
    }

    private List<TrustChange> session(Trigger trigger, Initiator initiator, Event event) {
        return event.getSessionId() == null
                ? List.of()
                : session(trigger, initiator, event, SessionFacts.committed(session, event.getSessionId()));
    }

    private List<TrustChange> refused(Event event, String reason) {
        if (REUSES.contains(reason)) {
            return session(Trigger.REUSE, Initiator.POLICY, event);
        }
        // Keycloak removes the session in the request that it refuses, and then never tells. Once it is gone there is
        // no second time.
        return ENDS.contains(reason) && isOver(event)
                ? SessionFacts.expired(session, event.getSessionId())
                        .map(facts -> session(Trigger.EXPIRY, Initiator.POLICY, event, Optional.of(facts)))
                        .orElse(List.of())
                : List.of();
    }

    /** Raised when Keycloak removes what it has kept of the session, minutes after its end. */
    private List<TrustChange> expiry(Event event) {
        return isOver(event)
                ? session(Trigger.EXPIRY, Initiator.POLICY, event, SessionFacts.expired(session, event.getSessionId()))
                : List.of();
    }

    /** The whole of the session: the offline grant of an online session that ends lives on under the same id, and the reverse. */
    private boolean isOver(Event event) {
        return event.getSessionId() != null && !SessionFacts.lives(session, event.getSessionId());
    }

    private static List<TrustChange> session(
            Trigger trigger, Initiator initiator, Event event, Optional<SessionFacts> facts) {
        Whom whom = facts.map(SessionFacts::whom)
                .orElseGet(() -> Whom.session(Optional.ofNullable(event.getUserId()), event.getSessionId()));
        Cause cause = Cause.of(trigger, at(event), initiator, whom);
        return List.of(
                new TrustChange(cause, facts.map(SessionFacts::allAudiences).orElse(Set.of())));
    }

    private List<TrustChange> revoked(Event event) {
        if (txn(event).isPresent()) {
            // Raised by us for whoever reads events; the end of the session is told already.
            return List.of();
        }
        Optional<String> token = detail(event, Details.TOKEN_ID);
        if (token.isPresent()) {
            return token(event, token.get());
        }
        if (event.getSessionId() != null) {
            Whom whom = Whom.session(Optional.of(event.getUserId()), event.getSessionId());
            return grants(event, whom, Optional.of(event.getClientId()));
        }
        Optional<Whom> consent = detail(event, Details.REVOKED_CLIENT)
                .map(client -> Whom.user(event.getUserId()).at(client));
        return consent.map(whom -> ofUser(Cause.of(Trigger.CONSENT_REVOKED, at(event), Initiator.USER, whom)))
                .orElse(List.of());
    }

    private List<TrustChange> token(Event event, String jti) {
        Whom client = Whom.client(event.getClientId());
        Cause cause = Cause.of(Trigger.TOKEN_REVOKED, at(event), Initiator.USER, client)
                .with(new Change.Token(jti));
        List<TrustChange> changes = new ArrayList<>();
        changes.add(new TrustChange(cause, audiences(event)));
        presentedSession()
                .map(id -> Whom.session(Optional.of(event.getUserId()), id))
                .ifPresent(whom -> changes.addAll(grants(event, whom, Optional.empty())));
        return changes;
    }

    /** The client's own part of a session, and the parts that other clients got from it by exchange. */
    private List<TrustChange> grants(Event event, Whom whole, Optional<String> own) {
        Optional<SessionFacts> facts =
                SessionFacts.committed(session, whole.sessionId().orElseThrow());
        Map<String, Set<String>> audiences = facts.map(SessionFacts::audiences).orElse(Map.of());
        List<TrustChange> changes = new ArrayList<>();
        own.map(client -> facts.map(known -> known.part(client)).orElse(whole.at(client)))
                .map(whom -> Cause.of(Trigger.GRANT_REVOKED, at(event), Initiator.USER, whom))
                .map(cause -> new TrustChange(cause, audiences.getOrDefault(event.getClientId(), Set.of())))
                .ifPresent(changes::add);
        for (String client : detail(event, Details.TOKEN_EXCHANGE_REVOKED_CLIENTS)
                .map(clients -> List.of(clients.split(",")))
                .orElse(List.of())) {
            Cause cause = Cause.of(Trigger.EXCHANGED, at(event), Initiator.USER, whole.at(client));
            changes.add(new TrustChange(cause, audiences.getOrDefault(client, Set.of())));
        }
        return changes;
    }

    /** Keycloak does not say the session of a revoked access token; the endpoint has verified the token before. */
    private Optional<String> presentedSession() {
        return Optional.ofNullable(session.getContext().getHttpRequest())
                .map(request -> request.getDecodedFormParameters().getFirst("token"))
                .map(token -> session.tokens().decode(token, AccessToken.class))
                .map(AccessToken::getSessionId);
    }

    private List<TrustChange> credential(Event event, String how) {
        if (event.getUserId() == null) {
            return List.of();
        }
        String type = detail(event, Details.CREDENTIAL_TYPE).orElse("unknown");
        return ofUser(Cause.of(Trigger.USER_CREDENTIAL, at(event), Initiator.USER, Whom.user(event.getUserId()))
                .with(new Change.Credential(CredentialNames.of(type), how)));
    }

    private List<TrustChange> ofUser(Cause cause) {
        String userId = cause.whom().userId().orElseThrow();
        return List.of(new TrustChange(cause, SessionFacts.committedAudiencesOfUser(session, userId)));
    }

    private Set<String> audiences(Event event) {
        ClientModel client = session.getContext().getRealm().getClientByClientId(event.getClientId());
        Optional<UserModel> user = Optional.ofNullable(
                session.users().getUserById(session.getContext().getRealm(), event.getUserId()));
        return client == null ? Set.of() : TokenAudiences.of(client, user, Optional.empty());
    }

    private static Optional<String> detail(Event event, String name) {
        return Optional.ofNullable(event.getDetails()).map(details -> details.get(name));
    }

    /** The name that a decision of ours on the same request has. */
    static Optional<String> txn(Event event) {
        return detail(event, EventDetail.TXN.key());
    }

    private static Instant at(Event event) {
        return Instant.ofEpochMilli(event.getTime());
    }
}
