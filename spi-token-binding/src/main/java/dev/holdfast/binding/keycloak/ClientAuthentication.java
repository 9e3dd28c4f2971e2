package dev.holdfast.binding.keycloak;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.authenticators.client.AttestationBasedClientAuthenticator;
import org.keycloak.authentication.authenticators.client.FederatedJWTClientAuthenticator;
import org.keycloak.authentication.authenticators.client.JWTClientAuthenticator;
import org.keycloak.authentication.authenticators.client.X509ClientAuthenticator;
import org.keycloak.models.ClientModel;

/** What is known of how a client authenticates. */
final class ClientAuthentication {

    /** Federated assertions come from SPIFFE, Kubernetes service accounts and identity providers. */
    private static final Set<String> OF_WORKLOADS = Set.of(
            FederatedJWTClientAuthenticator.PROVIDER_ID,
            X509ClientAuthenticator.PROVIDER_ID,
            AttestationBasedClientAuthenticator.PROVIDER_ID);

    private ClientAuthentication() {}

    /** Whether a client authenticates with a private key of its own, which cannot be copied out of a request. */
    static boolean isByKey(ClientModel client) {
        return !client.isPublicClient()
                && (isOfWorkload(client.getClientAuthenticatorType())
                        || JWTClientAuthenticator.PROVIDER_ID.equals(client.getClientAuthenticatorType()));
    }

    /** Whether an authenticator is one that workloads use. */
    static boolean isOfWorkload(@Nullable String authenticatorType) {
        return authenticatorType != null && OF_WORKLOADS.contains(authenticatorType);
    }
}
