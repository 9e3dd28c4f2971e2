package dev.holdfast.rp.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.text.ParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A server's look at the proofs it gets: right request, right token, right nonce, never the same twice. */
final class TestProofs {

    private final Set<String> used = new HashSet<>();

    /** The key of a good proof; empty for a bad one or none. */
    synchronized Optional<String> key(@Nullable List<String> headers, String method, URI uri, String token) {
        if (headers == null || headers.size() != 1) {
            return Optional.empty();
        }
        try {
            SignedJWT proof = SignedJWT.parse(headers.get(0));
            var claims = proof.getJWTClaimsSet();
            boolean good = proof.verify(
                            new ECDSAVerifier(proof.getHeader().getJWK().toECKey()))
                    && method.equals(claims.getStringClaim("htm"))
                    && uri.toString().equals(claims.getStringClaim("htu"))
                    && Objects.equals(token.isEmpty() ? null : TestWorkload.hash(token), claims.getStringClaim("ath"))
                    && used.add(claims.getJWTID());
            return good
                    ? Optional.of(proof.getHeader().getJWK().computeThumbprint().toString())
                    : Optional.empty();
        } catch (ParseException | JOSEException e) {
            return Optional.empty();
        }
    }

    /** The nonce in a proof; empty for none. */
    static String nonce(String proof) {
        try {
            return Objects.requireNonNullElse(
                    SignedJWT.parse(proof).getJWTClaimsSet().getStringClaim("nonce"), "");
        } catch (ParseException e) {
            return "";
        }
    }
}
