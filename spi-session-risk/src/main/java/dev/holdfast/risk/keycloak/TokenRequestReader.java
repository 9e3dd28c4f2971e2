package dev.holdfast.risk.keycloak;

import dev.holdfast.binding.BindingKeys;
import dev.holdfast.binding.keycloak.RefreshGeneration;
import dev.holdfast.binding.keycloak.TokenRequest;
import dev.holdfast.binding.keycloak.Txn;
import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.risk.history.SessionHistories;
import dev.holdfast.risk.history.SessionKey;
import dev.holdfast.risk.observation.FeatureExtractor;
import dev.holdfast.risk.observation.Generation;
import dev.holdfast.risk.observation.KeyedHash;
import dev.holdfast.risk.observation.Observation;
import dev.holdfast.risk.observation.RawRequest;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.RefreshToken;
import org.keycloak.representations.dpop.DPoP;
import org.keycloak.services.util.DPoPUtil;

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
     * What is asked for, by which authentication, with which token and proof.
     *
     * @param generation of the presented refresh token; empty where tokens are not rotated
     */
    record Ask(
            String clientAuth,
            List<String> scopes,
            List<String> audiences,
            OptionalLong generation,
            Optional<Instant> proofIssuedAt,
            Optional<Duration> nonceRoundTrip) {

        static final Ask NONE =
                new Ask("", List.of(), List.of(), OptionalLong.empty(), Optional.empty(), Optional.empty());
    }

    Ask ask(TokenRequest request, Optional<Duration> nonceRoundTrip) {
        // Without a scope a refresh asks for what the session has.
        String scope = request.scope().isBlank()
                ? request.refreshToken().map(RefreshToken::getScope).orElse("")
                : request.scope();
        return new Ask(
                request.client().isPublicClient()
                        ? "none"
                        : Optional.ofNullable(request.client().getClientAuthenticatorType())
                                .orElse(""),
                scope.isBlank() ? List.of() : List.of(scope.trim().split(" +")),
                audiences(),
                session.getContext().getRealm().isRevokeRefreshToken()
                        ? request.refreshToken().map(RefreshGeneration::of).orElse(OptionalLong.empty())
                        : OptionalLong.empty(),
                Optional.ofNullable(session.getAttribute(DPoPUtil.DPOP_SESSION_ATTRIBUTE, DPoP.class))
                        .map(DPoP::getIat)
                        .map(Instant::ofEpochSecond),
                nonceRoundTrip);
    }

    /** Token exchange and resource indicators (RFC 8693 section 2.1, RFC 8707 section 2). */
    private List<String> audiences() {
        MultivaluedMap<String, String> form =
                session.getContext().getHttpRequest().getDecodedFormParameters();
        return Stream.of(OAuth2Constants.AUDIENCE, "resource")
                .flatMap(name -> form.getOrDefault(name, List.of()).stream())
                .filter(one -> !one.isBlank())
                .toList();
    }

    /**
     * Reads the request.
     *
     * @param at when it arrived
     * @param clientId the client
     * @param sessionId the session that is continued or was made for it, empty for none or a transient one
     */
    Read read(
            Instant at,
            String clientId,
            String grant,
            Optional<String> sessionId,
            Optional<KeyThumbprint> key,
            Ask ask) {
        RealmModel realm = session.getContext().getRealm();
        KeyedHash hash = RealmSecret.of(session);
        RawRequest request = new RawRequest(
                Txn.of(session),
                // As fine as the history keeps it: the journal and a replay see the same.
                at.truncatedTo(ChronoUnit.MILLIS),
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
                key,
                // A wrong key never comes as far as this: the executor before has refused it.
                Optional.empty(),
                ask.proofIssuedAt(),
                ask.nonceRoundTrip()
                        .map(trip -> OptionalDouble.of((double) trip.toMillis()))
                        .orElse(OptionalDouble.empty()),
                ask.clientAuth(),
                ask.scopes(),
                ask.audiences(),
                ask.generation().isPresent()
                        ? Optional.of(Generation.presented(ask.generation().getAsLong()))
                        : Optional.empty());
        SessionHistories.Subject subject = new SessionHistories.Subject(
                sessionId
                        .map(sid -> SessionKey.ofSession(realm.getId(), sid))
                        .orElseGet(() -> SessionKey.ofInstance(realm.getId(), clientId, key)),
                SessionKey.ofIdentity(realm.getId(), clientId, ""),
                clientId,
                hash.keyId(),
                sessionId.isPresent() ? lifespan(realm) : INSTANCE_LIFESPAN,
                sessionId.isPresent() || key.isPresent());
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
