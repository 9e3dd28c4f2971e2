package dev.holdfast.binding.keycloak.registration;

import jakarta.ws.rs.core.Response;
import org.keycloak.OAuthErrorException;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.ErrorResponseException;

/** Refuses what a client wants done with itself, in the words of RFC 7591 section 3.2.2; nothing of the request stays. */
final class Refusal {

    private Refusal() {}

    static ErrorResponseException because(String words, KeycloakSession session, EventBuilder event) {
        session.getTransactionManager().setRollbackOnly();
        event.detail(Details.REASON, words);
        event.error(OAuthErrorException.INVALID_CLIENT_METADATA);
        return new ErrorResponseException(
                OAuthErrorException.INVALID_CLIENT_METADATA, words, Response.Status.BAD_REQUEST);
    }
}
