package dev.holdfast.binding.keycloak;

import dev.holdfast.binding.BindingBreach;
import dev.holdfast.binding.Mode;
import dev.holdfast.events.KeyThumbprint;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.RefreshToken;

/**
 * Attributes a refresh whose proof Keycloak has refused before any executor ran: malformed, old, replayed. It is evidence
 * in the history of its session and never ends it, since nobody knows who has sent it.
 */
public final class RefusedProof {

    private static final Logger LOG = Logger.getLogger(RefusedProof.class);
    private static final ManagedClients MANAGED = new ManagedClients();

    private RefusedProof() {}

    /**
     * Tells whoever listens, if the form of the request has a genuine refresh token of a managed client.
     *
     * @param session the session of the request, still open
     * @return whether it was told
     */
    public static boolean attribute(KeycloakSession session) {
        try {
            Optional<RefreshToken> token = token(session);
            token.ifPresent(one -> tell(session, one));
            return token.isPresent();
        } catch (RuntimeException e) {
            // The request is refused already; its answer must not become another.
            LOG.warnf(
                    "A refused proof could not be attributed: %s", e.getClass().getName());
            return false;
        }
    }

    private static Optional<RefreshToken> token(KeycloakSession session) {
        HttpRequest request = session.getContext().getHttpRequest();
        RealmModel realm = session.getContext().getRealm();
        if (realm == null || RealmMode.of(realm) != Mode.ENFORCE) {
            return Optional.empty();
        }
        return Optional.ofNullable(request.getDecodedFormParameters().getFirst(OAuth2Constants.REFRESH_TOKEN))
                .map(encoded -> session.tokens().decode(encoded, RefreshToken.class))
                .filter(token -> isManaged(session, realm.getClientByClientId(token.getIssuedFor())));
    }

    private static boolean isManaged(KeycloakSession session, @Nullable ClientModel client) {
        return client != null && MANAGED.isManaged(session, client);
    }

    private static void tell(KeycloakSession session, RefreshToken token) {
        BreachReport.tell(
                session,
                new BindingBreach(
                        BindingBreach.Kind.UNVERIFIED_PROOF,
                        Instant.now(),
                        token.getIssuedFor(),
                        false,
                        Optional.ofNullable(token.getSessionId()),
                        Optional.ofNullable(token.getSubject()),
                        Optional.ofNullable(token.getConfirmation())
                                .map(AccessToken.Confirmation::getKeyThumbprint)
                                .map(KeyThumbprint::dpop),
                        Optional.empty(),
                        false));
    }
}
