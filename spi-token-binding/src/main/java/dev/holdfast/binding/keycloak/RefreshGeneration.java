package dev.holdfast.binding.keycloak;

import java.util.OptionalLong;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.RefreshToken;

/**
 * The place of a refresh token in the line of its session, a claim of ours in the token. Whoever judges the request reserves
 * the number of the token to come; {@link BoundTokenPostProcessor} writes it.
 */
public final class RefreshGeneration {

    private static final String CLAIM = "holdfast_gen";
    private static final String ATTRIBUTE = "holdfast.refresh-generation";

    private RefreshGeneration() {}

    /**
     * Reads the generation of a refresh token whose signature is genuine.
     *
     * @param token the token
     * @return its generation, from 1; empty for a token that was issued without one
     */
    public static OptionalLong of(RefreshToken token) {
        return token.getOtherClaims().get(CLAIM) instanceof Number number && number.longValue() > 0
                ? OptionalLong.of(number.longValue())
                : OptionalLong.empty();
    }

    /**
     * Reserves the generation of the refresh token that the current request is answered with.
     *
     * @param session the session of the request
     * @param generation from 1, above that of the presented token
     */
    public static void reserve(KeycloakSession session, long generation) {
        session.setAttribute(ATTRIBUTE, generation);
    }

    static void write(KeycloakSession session, RefreshToken token) {
        Long reserved = session.getAttribute(ATTRIBUTE, Long.class);
        if (reserved != null) {
            token.getOtherClaims().put(CLAIM, reserved);
        }
    }
}
