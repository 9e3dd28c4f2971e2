package dev.holdfast.evaluation.keycloak.logout;

import java.net.URI;
import java.time.Instant;

/**
 * One call of a client's back-channel logout endpoint (OpenID Connect Back-Channel Logout 1.0 section 2.5).
 *
 * @param clientId the client
 * @param address its endpoint
 * @param token the signed logout token; never logged
 * @param expires when the token expires
 */
record LogoutCall(String clientId, URI address, String token, Instant expires) {

    /** Checks that the address names a host. */
    LogoutCall {
        if (address.getHost() == null) {
            throw new IllegalArgumentException("the back-channel logout URL has no host");
        }
    }

    @Override
    public String toString() {
        return "LogoutCall[" + clientId + "]";
    }
}
