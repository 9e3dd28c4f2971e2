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
 * @param keyChange whether a client may go over to another key within a session
 * @param keyAdmission which keys an identity may use
 * @param seenKeysLimit how many keys may be new, for {@link KeyAdmission#FIRST_SEEN}
 * @param proofs what DPoP proofs have to be
 * @param nonces when proofs have to carry a nonce
 * @param nonceLifetime how long a nonce is accepted
 * @param lifetimes how long what is issued may live
 * @param registration what happens to clients whose own settings are laxer
 */
public record BindingSettings(
        Mode mode,
        Set<KeyThumbprint.Kind> mechanisms,
        boolean bindRefreshTokens,
        KeyChange keyChange,
        KeyAdmission keyAdmission,
        SeenKeys.Limit seenKeysLimit,
        ProofPolicy proofs,
        NonceDemand nonces,
        Duration nonceLifetime,
        LifetimeCaps lifetimes,
        RegistrationRule registration) {}
