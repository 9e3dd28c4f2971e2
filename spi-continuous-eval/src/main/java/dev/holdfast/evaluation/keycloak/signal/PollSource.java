package dev.holdfast.evaluation.keycloak.signal;

import dev.holdfast.evaluation.keycloak.ConfiguredGrant;
import dev.holdfast.evaluation.keycloak.VaultSecret;
import dev.holdfast.evaluation.oauth.Credential;
import java.time.Duration;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/**
 * Where the events of a transmitter are polled. Its secrets are as they stand in the setting, so they may be references to
 * Keycloak's vault.
 *
 * @param endpoint the address of its poll endpoint
 * @param interval the least time between two polls without events
 * @param authorization the header {@code Authorization}, empty if a token is obtained
 * @param grant how a token is obtained, empty if the header is given
 */
record PollSource(String endpoint, Duration interval, String authorization, Optional<ConfiguredGrant> grant) {

    /** How we authenticate, in the realm of the session. */
    Credential credential(KeycloakSession session) {
        if (grant.isPresent()) {
            return grant.get().resolve(session);
        }
        return VaultSecret.read(session, authorization)
                .<Credential>map(header -> new Credential.Header(header.strip()))
                .orElseGet(() -> new Credential.Missing("the vault does not have what is sent as Authorization"));
    }

    /** Names no secret. */
    @Override
    public String toString() {
        return "PollSource[" + endpoint + "]";
    }
}
