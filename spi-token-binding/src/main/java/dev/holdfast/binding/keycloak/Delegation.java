package dev.holdfast.binding.keycloak;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.context.TokenExchangeRequestContext;

/**
 * Who acts for whom after an exchange: the {@code act} claim (RFC 8693 section 4.1). The outermost actor is the client that
 * exchanges; who acted before is nested in it.
 */
final class Delegation {

    private static final String ATTRIBUTE = "holdfast.act";
    private static final String CLAIM = "act";

    private Delegation() {}

    /** Keeps the actor of an exchange until its token is made; nothing for other events. */
    static void remember(KeycloakSession session, ClientPolicyContext context) {
        if (!(context instanceof TokenExchangeRequestContext exchange)) {
            return;
        }
        String encoded = exchange.getTokenExchangeContext().getParams().getSubjectToken();
        Optional.ofNullable(encoded)
                .map(subject -> session.tokens().decode(subject, AccessToken.class))
                .ifPresent(subject -> session.setAttribute(
                        ATTRIBUTE, actor(exchange.getClient().getClientId(), subject)));
    }

    private static Map<String, Object> actor(String clientId, AccessToken subject) {
        Map<String, Object> actor = new LinkedHashMap<>();
        actor.put("client_id", clientId);
        actor.put("sub", clientId);
        Object before = subject.getOtherClaims().get(CLAIM);
        if (before != null) {
            actor.put(CLAIM, before);
        }
        return actor;
    }

    /** Writes the actor of the current exchange into its token; nothing without one. */
    static void write(KeycloakSession session, AccessToken token) {
        Object actor = session.getAttribute(ATTRIBUTE);
        if (actor != null) {
            token.getOtherClaims().put(CLAIM, actor);
        }
    }
}
