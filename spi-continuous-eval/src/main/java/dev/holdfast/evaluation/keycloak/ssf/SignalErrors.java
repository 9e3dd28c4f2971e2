package dev.holdfast.evaluation.keycloak.ssf;

import dev.holdfast.evaluation.keycloak.ssf.poll.BearerChallenge;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.regex.Pattern;
import org.keycloak.models.KeycloakSession;
import org.keycloak.ssf.transmitter.support.SsfAuthUtil;
import org.keycloak.utils.KeycloakSessionUtil;

/**
 * Says in the words of RFC 6750 section 3 why the transmitter refuses a receiver. Keycloak answers 401 without a challenge, also
 * where the token is good and only its scope is too small.
 */
@Provider
public final class SignalErrors implements ContainerResponseFilter {

    private static final Pattern ENDPOINT = Pattern.compile(".*/realms/[^/]+/ssf/transmitter(/.*)?");

    /** One for the whole server. */
    public SignalErrors() {}

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() != Response.Status.UNAUTHORIZED.getStatusCode()
                || response.getHeaders().containsKey(HttpHeaders.WWW_AUTHENTICATE)
                || !ENDPOINT.matcher(request.getUriInfo().getRequestUri().getPath())
                        .matches()) {
            return;
        }
        KeycloakSession session = KeycloakSessionUtil.getKeycloakSession();
        if (session != null && session.getAttribute(SsfAuthUtil.AUTH_KEY) != null) {
            response.setStatus(Response.Status.FORBIDDEN.getStatusCode());
            challenge(response, BearerChallenge.INSUFFICIENT_SCOPE);
        } else if (request.getHeaders().containsKey(HttpHeaders.AUTHORIZATION)) {
            challenge(response, BearerChallenge.INVALID_TOKEN);
        } else {
            challenge(response, BearerChallenge.NO_TOKEN);
        }
    }

    private static void challenge(ContainerResponseContext response, String challenge) {
        response.getHeaders().putSingle(HttpHeaders.WWW_AUTHENTICATE, challenge);
    }
}
