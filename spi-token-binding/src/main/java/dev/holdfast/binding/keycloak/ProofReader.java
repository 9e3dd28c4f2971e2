package dev.holdfast.binding.keycloak;

import dev.holdfast.binding.ProofPolicy;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.keycloak.OAuth2Constants;
import org.keycloak.jose.jwk.JWK;
import org.keycloak.jose.jwk.RSAPublicJWK;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.dpop.DPoP;
import org.keycloak.services.util.DPoPUtil;

/** Reads of a DPoP proof what Keycloak has verified but does not hand on. */
final class ProofReader {

    private ProofReader() {}

    /** The proof of the current request, empty without one. */
    static Optional<ProofPolicy.Proof> read(KeycloakSession session) {
        DPoP proof = session.getAttribute(DPoPUtil.DPOP_SESSION_ATTRIBUTE, DPoP.class);
        String encoded = session.getContext()
                .getHttpRequest()
                .getHttpHeaders()
                .getHeaderString(OAuth2Constants.DPOP_HTTP_HEADER);
        if (proof == null || encoded == null) {
            return Optional.empty();
        }
        try {
            JWSInput jws = new JWSInput(encoded);
            return Optional.of(new ProofPolicy.Proof(
                    jws.getHeader().getRawAlgorithm(),
                    rsaBits(jws.getHeader().getKey()),
                    Instant.ofEpochSecond(proof.getIat())));
        } catch (JWSInputException e) {
            throw new IllegalStateException("Keycloak has verified this proof before", e);
        }
    }

    private static int rsaBits(JWK key) {
        Object modulus = key.getOtherClaims().get(RSAPublicJWK.MODULUS);
        return modulus instanceof String encoded
                ? new java.math.BigInteger(1, Base64.getUrlDecoder().decode(encoded)).bitLength()
                : 0;
    }
}
