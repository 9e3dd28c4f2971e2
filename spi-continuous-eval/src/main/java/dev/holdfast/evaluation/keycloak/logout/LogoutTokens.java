package dev.holdfast.evaluation.keycloak.logout;

import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.representations.LogoutToken;
import org.keycloak.services.managers.ResourceAdminManager;

/** Makes the calls that Keycloak would make at a logout, by Keycloak's own rules for address and token, and sends none. */
final class LogoutTokens extends ResourceAdminManager {

    private static final Logger LOG = Logger.getLogger(LogoutTokens.class);

    private final KeycloakSession session;
    private final Map<String, LogoutCall> calls = new LinkedHashMap<>();

    LogoutTokens(KeycloakSession session) {
        super(session);
        this.session = session;
    }

    /** Adds the clients of a session that is still there; a client that cannot be told is logged and left out. */
    void add(UserSessionModel ending) {
        ending.getAuthenticatedClientSessions().values().stream()
                .filter(LogoutTokens::isTold)
                .forEach(this::add);
    }

    /** One for each client. */
    List<LogoutCall> calls() {
        return List.copyOf(calls.values());
    }

    @Override
    protected Response sendBackChannelLogoutRequestToClientUri(
            ClientModel client, AuthenticatedClientSessionModel part, String address) {
        ClientModel previous = session.getContext().getClient();
        try {
            // The token is signed as this client wants it.
            session.getContext().setClient(client);
            LogoutToken token = session.tokens()
                    .initLogoutToken(client, part.getUserSession().getUser(), part);
            calls.put(
                    client.getClientId(),
                    new LogoutCall(
                            client.getClientId(),
                            URI.create(address),
                            session.tokens().encode(token),
                            Instant.ofEpochSecond(token.getExp())));
        } finally {
            session.getContext().setClient(previous);
        }
        return Response.accepted().build();
    }

    private void add(AuthenticatedClientSessionModel part) {
        try {
            logoutClientSessionWithBackchannelLogoutUrl(part.getClient(), part);
        } catch (RuntimeException e) {
            // Without its message, which may name the session of an adapter.
            LOG.warnf(
                    "No back-channel logout for client %s: %s",
                    part.getClient().getClientId(), e.getClass().getSimpleName());
        }
    }

    private static boolean isTold(AuthenticatedClientSessionModel part) {
        return part.getClient().isEnabled()
                && !part.getClient().isFrontchannelLogout()
                && OIDCLoginProtocol.LOGIN_PROTOCOL.equals(part.getProtocol());
    }
}
