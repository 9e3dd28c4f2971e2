package dev.holdfast.binding.keycloak;

import dev.holdfast.binding.BindingKeys;
import dev.holdfast.binding.BindingSettings;
import dev.holdfast.binding.Mode;
import java.time.Duration;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/**
 * What the tokens of the current request may be. The executors that decide before Keycloak issues anything leave it in the
 * session; {@link BoundTokenPostProcessor} shapes the tokens by it. None in the session means that no executor ran.
 *
 * @param mode the mode that holds for this request
 * @param settings the settings of the policy
 * @param keys the proven keys; none only where the mode is not {@link Mode#ENFORCE}
 * @param maxAccessTokenLifetime longest lifetime of the access token
 */
public record IssueLimits(Mode mode, BindingSettings settings, BindingKeys keys, Duration maxAccessTokenLifetime) {

    private static final String ATTRIBUTE = "holdfast.issue-limits";

    /**
     * The limits of the current request.
     *
     * @param session the session of the request
     * @return the limits, or empty if no executor ran
     */
    public static Optional<IssueLimits> of(KeycloakSession session) {
        return Optional.ofNullable(session.getAttribute(ATTRIBUTE, IssueLimits.class));
    }

    void store(KeycloakSession session) {
        session.setAttribute(ATTRIBUTE, this);
    }

    /**
     * Shortens the access token of the current request.
     *
     * @param session the session of the request
     * @param lifetime the longest lifetime; a longer one than already holds changes nothing
     */
    public static void shorten(KeycloakSession session, Duration lifetime) {
        of(session)
                .filter(limits -> lifetime.compareTo(limits.maxAccessTokenLifetime) < 0)
                .ifPresent(
                        limits -> new IssueLimits(limits.mode, limits.settings, limits.keys, lifetime).store(session));
    }
}
