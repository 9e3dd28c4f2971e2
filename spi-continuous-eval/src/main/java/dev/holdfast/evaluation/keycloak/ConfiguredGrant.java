package dev.holdfast.evaluation.keycloak;

import dev.holdfast.evaluation.oauth.ClientGrant;
import dev.holdfast.evaluation.oauth.Credential;
import org.keycloak.models.KeycloakSession;

/**
 * A {@link ClientGrant} as it stands in settings.
 *
 * @param tokenEndpoint the address of the token endpoint
 * @param clientId who we are there
 * @param secret our secret there, or a reference to Keycloak's vault
 * @param scope what is asked for, several separated by spaces
 * @param method how the secret is shown
 */
public record ConfiguredGrant(
        String tokenEndpoint, String clientId, String secret, String scope, ClientGrant.Method method) {

    /**
     * Reads the secret where it lies.
     *
     * @param session in the realm whose vault it is
     * @return the grant with the secret in the clear; {@link Credential.Missing} if the vault does not have it
     */
    public Credential resolve(KeycloakSession session) {
        return VaultSecret.read(session, secret)
                .<Credential>map(
                        clear -> new Credential.Token(new ClientGrant(tokenEndpoint, clientId, clear, scope, method)))
                .orElseGet(() -> new Credential.Missing("the vault does not have its secret"));
    }

    /** Names no secret. */
    @Override
    public String toString() {
        return "ConfiguredGrant[" + clientId + " at " + tokenEndpoint + "]";
    }
}
