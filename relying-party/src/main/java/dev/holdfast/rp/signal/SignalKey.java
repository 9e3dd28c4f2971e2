package dev.holdfast.rp.signal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import java.util.Map;

/** The key that signs this relying party's events. Its public part must be known to the authorization server. */
public final class SignalKey {

    private static final int MIN_RSA_BITS = 2048;

    private final JWSAlgorithm algorithm;
    private final String keyId;
    private final JWSSigner signer;

    private SignalKey(JWSAlgorithm algorithm, String keyId, JWSSigner signer) {
        if (keyId == null) {
            throw new IllegalArgumentException("the key needs a key id, so that it can be changed one day");
        }
        this.algorithm = algorithm;
        this.keyId = keyId;
        this.signer = signer;
    }

    /**
     * Signs ES256.
     *
     * @param key on curve P-256, with its private part and a key id
     * @return the key
     * @throws IllegalArgumentException if it is another one
     */
    public static SignalKey of(ECKey key) {
        if (!key.isPrivate() || !Curve.P_256.equals(key.getCurve())) {
            throw new IllegalArgumentException("the key must be on curve P-256 and have its private part");
        }
        try {
            return new SignalKey(JWSAlgorithm.ES256, key.getKeyID(), new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalArgumentException("this key cannot sign ES256", e);
        }
    }

    /**
     * Signs RS256, which the CAEP Interoperability Profile asks for.
     *
     * @param key of at least 2048 bits, with its private part and a key id
     * @return the key
     * @throws IllegalArgumentException if it is another one
     */
    public static SignalKey of(RSAKey key) {
        if (!key.isPrivate() || key.size() < MIN_RSA_BITS) {
            throw new IllegalArgumentException("the key must have its private part and " + MIN_RSA_BITS + " bits");
        }
        try {
            return new SignalKey(JWSAlgorithm.RS256, key.getKeyID(), new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalArgumentException("this key cannot sign RS256", e);
        }
    }

    String sign(Map<String, Object> claims) {
        JWSHeader header = new JWSHeader.Builder(algorithm)
                .type(new JOSEObjectType("secevent+jwt"))
                .keyID(keyId)
                .build();
        JWSObject set = new JWSObject(header, new Payload(claims));
        try {
            set.sign(signer);
            return set.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign a security event", e);
        }
    }

    /** Names algorithm and key id only. */
    @Override
    public String toString() {
        return "SignalKey[" + algorithm + ", " + keyId + "]";
    }
}
