package dev.holdfast.rp.stream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.oauth2.sdk.dpop.DPoPProofFactory;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import com.nimbusds.openid.connect.sdk.Nonce;
import dev.holdfast.events.KeyThumbprint;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The key that this relying party's own access tokens are bound to: EC P-256, proofs are signed ES256 (RFC 9449). */
public final class ProofKey {

    private final DPoPProofFactory proofs;
    private final KeyThumbprint thumbprint;

    private ProofKey(ECKey key) {
        try {
            this.proofs = new DefaultDPoPProofFactory(key, JWSAlgorithm.ES256);
            this.thumbprint = KeyThumbprint.dpop(key.computeThumbprint().toString());
        } catch (JOSEException e) {
            throw new IllegalArgumentException("this key cannot sign ES256", e);
        }
    }

    /**
     * A key that is given, so that it stays the same from one start to the next. An authorization server may admit only keys
     * that it knows, or only so many new ones.
     *
     * @param key on curve P-256, with its private part
     * @return the key
     * @throws IllegalArgumentException if it is on another curve or has no private part
     */
    public static ProofKey of(ECKey key) {
        if (!key.isPrivate() || !Curve.P_256.equals(key.getCurve())) {
            throw new IllegalArgumentException("a proof key is on curve P-256 and has its private part");
        }
        return new ProofKey(key);
    }

    /**
     * A new key, which lives as long as this process.
     *
     * @return the key
     */
    public static ProofKey generate() {
        try {
            return new ProofKey(new ECKeyGenerator(Curve.P_256).generate());
        } catch (JOSEException e) {
            throw new IllegalStateException("this Java has no curve P-256", e);
        }
    }

    /**
     * What the authorization server knows this key by.
     *
     * @return the thumbprint that stands in {@code cnf.jkt} of its tokens
     */
    public KeyThumbprint thumbprint() {
        return thumbprint;
    }

    /** A proof for one request (RFC 9449 section 4.2); each request, and each repetition of one, needs its own. */
    String proof(String method, URI uri, Optional<String> accessToken, Optional<String> nonce) {
        @Nullable DPoPAccessToken token = accessToken.map(DPoPAccessToken::new).orElse(null);
        @Nullable Nonce challenge = nonce.map(Nonce::new).orElse(null);
        try {
            return proofs.createDPoPJWT(method, uri, token, challenge).serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign a DPoP proof", e);
        }
    }

    /** Names the public part only. */
    @Override
    public String toString() {
        return "ProofKey[" + thumbprint.value() + "]";
    }
}
