package dev.holdfast.binding;

import dev.holdfast.events.KeyThumbprint;
import java.time.Duration;
import java.util.Set;

/**
 * What an administrator asks of the tokens of a client.
 *
 * @param mode whether a violation is refused or only reported
 * @param mechanisms what tokens may be bound with, at least one
 * @param bindRefreshTokens whether refresh tokens of confidential clients are bound too
 * @param keyAdmission which keys an identity may use
 * @param seenKeysLimit how many keys may be new, for {@link KeyAdmission#FIRST_SEEN}
 * @param maxAccessTokenLifetime longest lifetime of access and ID tokens
 * @param maxRefreshTokenLifetime longest lifetime of refresh tokens
 */
public record BindingSettings(
        Mode mode,
        Set<KeyThumbprint.Kind> mechanisms,
        boolean bindRefreshTokens,
        KeyAdmission keyAdmission,
        SeenKeys.Limit seenKeysLimit,
        Duration maxAccessTokenLifetime,
        Duration maxRefreshTokenLifetime) {}
