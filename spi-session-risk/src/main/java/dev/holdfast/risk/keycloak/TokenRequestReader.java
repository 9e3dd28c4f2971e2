package dev.holdfast.risk.keycloak;

import dev.holdfast.binding.BindingKeys;
import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.risk.history.SessionHistories;
import dev.holdfast.risk.history.SessionKey;
import dev.holdfast.risk.observation.FeatureExtractor;
import dev.holdfast.risk.observation.KeyedHash;
import dev.holdfast.risk.observation.Observation;
import dev.holdfast.risk.observation.RawRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Reads the current request as an observation of a session. */
final class TokenRequestReader {

    /** How long the history of an instance without a session is kept. */
    private static final Duration INSTANCE_LIFESPAN = Duration.ofDays(7);

    private final KeycloakSession session;
    private final FeatureExtractor extractor;

    TokenRequestReader(KeycloakSession session, FeatureExtractor extractor) {
        this.session = session;
        this.extractor = extractor;
    }

    /** An observation and whose it is. */
    record Read(SessionHistories.Subject subject, Observation observation) {}

    /**
     * Reads the request.
     *
     * @param at when it arrived
     * @param clientId the client
     * @param sessionId the session that is continued or was made for it, empty for none or a transient one
     */
    Read read(Instant at, String clientId, String grant, Optional<String> sessionId, Optional<KeyThumbprint> key) {
        RealmModel realm = session.getContext().getRealm();
        KeyedHash hash = RealmSecret.of(session);
        RawRequest request = new RawRequest(
                UUID.randomUUID().toString(),
                at,
                grant,
                Optional.ofNullable(session.getContext().getConnection().getRemoteAddr()),
                header("User-Agent"),
                Optional.of(String.join(
                        ",",
                        session.getContext()
                                .getHttpRequest()
                                .getHttpHeaders()
                                .getRequestHeaders()
                                .keySet())),
                Optional.empty(),
                key);
        SessionHistories.Subject subject = new SessionHistories.Subject(
                sessionId
                        .map(sid -> SessionKey.ofSession(realm.getId(), sid))
                        .orElseGet(() -> SessionKey.ofInstance(realm.getId(), clientId, key)),
                clientId,
                hash.keyId(),
                sessionId.isPresent() ? lifespan(realm) : INSTANCE_LIFESPAN);
        return new Read(subject, extractor.extract(request, hash));
    }

    private Optional<String> header(String name) {
        return Optional.ofNullable(
                session.getContext().getHttpRequest().getHttpHeaders().getHeaderString(name));
    }

    private static Duration lifespan(RealmModel realm) {
        return Duration.ofSeconds(Math.max(realm.getSsoSessionMaxLifespan(), realm.getOfflineSessionIdleTimeout()));
    }

    static Optional<KeyThumbprint> first(BindingKeys keys) {
        return keys.all().stream().findFirst();
    }
}
