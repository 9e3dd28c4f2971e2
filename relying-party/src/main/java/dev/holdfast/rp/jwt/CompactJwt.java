package dev.holdfast.rp.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import dev.holdfast.rp.jwt.UntrustedJwtException.Defect;
import java.text.ParseException;
import java.util.Map;
import java.util.regex.Pattern;

/** A signed JWT as it came: of the right form, but nothing in it is to be believed yet. */
public final class CompactJwt {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    /** Shorter RSA keys are within reach of an attacker (FAPI 2.0 section 5.4.1). */
    private static final int MIN_RSA_BITS = 2048;

    private final JWSObject jws;

    private CompactJwt(JWSObject jws) {
        this.jws = jws;
    }

    /**
     * Reads a JWS in compact form. Unsigned and encrypted tokens, several tokens in one string, white space, and a
     * {@code jwk} header with private parts are refused.
     *
     * @param compact any string
     * @param maxCharacters the longest string accepted
     * @return the token
     * @throws UntrustedJwtException {@link Defect#MALFORMED}
     */
    public static CompactJwt parse(String compact, int maxCharacters) throws UntrustedJwtException {
        if (compact.length() > maxCharacters || !FORM.matcher(compact).matches()) {
            throw new UntrustedJwtException(Defect.MALFORMED);
        }
        try {
            return new CompactJwt(JWSObject.parse(compact));
        } catch (ParseException | IllegalArgumentException e) {
            throw new UntrustedJwtException(Defect.MALFORMED);
        }
    }

    /**
     * The header.
     *
     * @return the header, not verified
     */
    public JWSHeader header() {
        return jws.getHeader();
    }

    /**
     * The claims.
     *
     * @return the claims, not verified
     * @throws UntrustedJwtException {@link Defect#MALFORMED} if the payload is no JSON object
     */
    public Claims claims() throws UntrustedJwtException {
        Map<String, Object> payload = jws.getPayload().toJSONObject();
        if (payload == null) {
            throw new UntrustedJwtException(Defect.MALFORMED);
        }
        return new Claims(payload);
    }

    /**
     * Whether a key made the signature. The key must be of the type and curve that the algorithm names; an RSA key has at
     * least 2048 bits. A critical header that is not understood makes the answer no.
     *
     * @param key a public key
     * @return true if the signature verifies
     * @throws JOSEException if the key is malformed, such as a point that is not on its curve
     */
    public boolean isSignedBy(JWK key) throws JOSEException {
        JWSAlgorithm algorithm = header().getAlgorithm();
        if (key instanceof RSAKey rsa && JWSAlgorithm.Family.RSA.contains(algorithm)) {
            return rsa.size() >= MIN_RSA_BITS && jws.verify(new RSASSAVerifier(rsa));
        }
        if (key instanceof ECKey ec && JWSAlgorithm.Family.EC.contains(algorithm)) {
            return Curve.forJWSAlgorithm(algorithm).contains(ec.getCurve()) && jws.verify(new ECDSAVerifier(ec));
        }
        return false;
    }
}
