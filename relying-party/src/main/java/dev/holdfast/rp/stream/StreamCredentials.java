package dev.holdfast.rp.stream;

import dev.holdfast.rp.jwt.TrustedAddress;
import java.net.URI;

/**
 * The client as which this relying party manages its stream.
 *
 * @param tokenEndpoint the token endpoint of the authorization server that protects the stream API
 * @param clientId a confidential client with a service account and the optional scopes {@code ssf.read} and {@code
 *     ssf.manage} (CAEP Interoperability Profile section 2.7.3)
 * @param clientSecret its secret
 * @param proofKey the key that it offers to have its access tokens bound to (RFC 9449)
 */
public record StreamCredentials(URI tokenEndpoint, String clientId, String clientSecret, ProofKey proofKey) {

    /**
     * Checks the address.
     *
     * @throws IllegalArgumentException if the token endpoint is neither https nor http on this machine
     */
    public StreamCredentials {
        TrustedAddress.require(tokenEndpoint);
    }

    /**
     * A client with a new key that lives as long as this process; see {@link ProofKey#of} for one that lives longer.
     *
     * @param tokenEndpoint see above
     * @param clientId see above
     * @param clientSecret see above
     * @throws IllegalArgumentException if the token endpoint is neither https nor http on this machine
     */
    public StreamCredentials(URI tokenEndpoint, String clientId, String clientSecret) {
        this(tokenEndpoint, clientId, clientSecret, ProofKey.generate());
    }

    /** Names the client, never the secret. */
    @Override
    public String toString() {
        return "StreamCredentials[" + clientId + " at " + tokenEndpoint + "]";
    }
}
