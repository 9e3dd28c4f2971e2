package dev.holdfast.dev.client;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The key of one instance of a workload: an EC P-256 pair that never leaves this object. */
public final class DpopKey {

    private final ECKey pair;

    private DpopKey(ECKey pair) {
        this.pair = pair;
    }

    /** A new pair. */
    public static DpopKey generate() {
        try {
            return new DpopKey(new ECKeyGenerator(Curve.P_256).generate());
        } catch (JOSEException impossible) {
            throw new IllegalStateException("Every Java makes P-256 keys", impossible);
        }
    }

    /**
     * The base64url SHA-256 thumbprint of the public key, as it stands in {@code cnf.jkt}.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-6.1">RFC 9449 section 6.1</a>
     */
    public String thumbprint() {
        try {
            return pair.computeThumbprint().toString();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    /**
     * A fresh proof for one request.
     *
     * @param accessToken the token that goes with it, {@code null} at the token endpoint
     * @param nonce the nonce that the server asked for, {@code null} if it asked for none
     */
    public String proof(String method, URI uri, @Nullable String accessToken, @Nullable String nonce) {
        DpopProof proof = DpopProof.of(method, uri);
        if (accessToken != null) {
            proof = proof.withAccessToken(accessToken);
        }
        if (nonce != null) {
            proof = proof.with("nonce", nonce);
        }
        return proof.signedBy(this);
    }

    ECKey pair() {
        return pair;
    }

    @Override
    public String toString() {
        return "DpopKey[" + thumbprint() + "]";
    }
}
