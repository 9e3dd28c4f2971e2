package dev.holdfast.binding.keycloak.proof;

import dev.holdfast.binding.keycloak.RefusedProof;
import dev.holdfast.binding.keycloak.Txn;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;
import org.keycloak.utils.KeycloakSessionUtil;

/**
 * Sees to it that a wrong DPoP proof is answered with 400 {@code invalid_dpop_proof}, at the token endpoint and where
 * authorization requests are pushed. Keycloak verifies proofs before any executor runs; it answers
 * {@code invalid_request}, or 500 to some that it cannot read.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-5">RFC 9449 section 5</a>
 */
@Provider
public final class ProofErrors implements ContainerRequestFilter, ContainerResponseFilter {

    private static final Pattern ENDPOINT =
            Pattern.compile(".*/realms/[^/]+/protocol/openid-connect/(token|ext/par/request)/?");

    /** One for the whole server. */
    public ProofErrors() {}

    /** Refuses what cannot be a proof before Keycloak reads it. */
    @Override
    public void filter(ContainerRequestContext request) {
        List<String> proofs = request.getHeaders().get(OAuth2Constants.DPOP_HTTP_HEADER);
        if (proofs == null || proofs.isEmpty() || !isEndpoint(request)) {
            return;
        }
        Optional<String> complaint = proofs.size() > 1
                ? Optional.of("There is more than one DPoP proof")
                : ProofShape.complaint(proofs.get(0), Time.currentTimeSeconds());
        complaint.ifPresent(words -> request.abortWith(Response.status(Response.Status.BAD_REQUEST)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(refused(words))
                .build()));
    }

    /** Puts the right code on Keycloak's own refusal. */
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() == Response.Status.BAD_REQUEST.getStatusCode()
                && response.getEntity() instanceof OAuth2ErrorRepresentation error
                && isOfAProof(error)
                && isEndpoint(request)) {
            response.setEntity(refused(attributed(error.getErrorDescription())));
        }
    }

    /** What the first filter has refused never came to a session, and is known to nobody. */
    private static String attributed(String words) {
        KeycloakSession session = KeycloakSessionUtil.getKeycloakSession();
        return session != null && RefusedProof.attribute(session) ? Txn.in(session, words) : words;
    }

    /** Keycloak says it in words only: all of them, and no other refusal of a request, speak of DPoP. */
    private static boolean isOfAProof(OAuth2ErrorRepresentation error) {
        return OAuthErrorException.INVALID_REQUEST.equals(error.getError())
                && error.getErrorDescription() != null
                && error.getErrorDescription().contains("DPoP");
    }

    private static boolean isEndpoint(ContainerRequestContext request) {
        return ENDPOINT.matcher(request.getUriInfo().getRequestUri().getPath()).matches();
    }

    private static OAuth2ErrorRepresentation refused(String words) {
        return new OAuth2ErrorRepresentation(OAuthErrorException.INVALID_DPOP_PROOF, words);
    }
}
