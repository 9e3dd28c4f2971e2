package dev.holdfast.evaluation.keycloak;

import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/** Secrets that stand in a setting, or in Keycloak's vault under the name that stands there. */
public final class VaultSecret {

    private VaultSecret() {}

    /**
     * Reads a secret, in the realm of the session.
     *
     * @param session the session
     * @param setting the secret itself, or <code>${vault.…}</code>
     * @return the secret; empty if the setting is empty or the vault has nothing under this name: the reference itself, which
     *     anybody could guess, is never a secret
     */
    public static Optional<String> read(KeycloakSession session, String setting) {
        try (var secret = session.vault().getStringSecret(setting)) {
            return secret.get().filter(value -> !value.isEmpty());
        }
    }
}
