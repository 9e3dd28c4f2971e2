package dev.holdfast.rp.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import dev.holdfast.rp.jwt.UntrustedJwtException.Defect;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a signed JWT of one issuer must look like before anything in it is believed. */
public final class IssuerSignature {

    /** Larger tokens do not fit into the headers that common servers accept. */
    private static final int MAX_CHARACTERS = 16 * 1024;

    private final IssuerKeys keys;
    private final Set<JOSEObjectType> types;
    private final Set<JWSAlgorithm> algorithms;

    /**
     * A rule.
     *
     * @param keys the keys of the issuer
     * @param types accepted {@code typ} headers, without regard to case
     * @param algorithms accepted {@code alg} headers, asymmetric ones
     * @throws IllegalArgumentException if an algorithm is not one that {@link SignatureAlgorithms} knows
     */
    public IssuerSignature(IssuerKeys keys, Set<String> types, Set<String> algorithms) {
        this.keys = keys;
        this.types = types.stream().map(JOSEObjectType::new).collect(Collectors.toUnmodifiableSet());
        this.algorithms = SignatureAlgorithms.of(algorithms);
    }

    /**
     * Verifies type, algorithm and signature; claims are the caller's.
     *
     * @param compact a JWS in compact form, at most 16 384 characters
     * @return the claims, as the issuer signed them
     * @throws UntrustedJwtException if any of it does not fit
     * @throws KeysUnavailableException if the keys cannot be fetched
     */
    public Claims verify(String compact) throws UntrustedJwtException {
        CompactJwt jwt = CompactJwt.parse(compact, MAX_CHARACTERS);
        JWSHeader header = jwt.header();
        if (header.getType() == null || !types.contains(header.getType())) {
            throw new UntrustedJwtException(Defect.TYPE);
        }
        if (!algorithms.contains(header.getAlgorithm())) {
            throw new UntrustedJwtException(Defect.ALGORITHM);
        }
        List<JWK> candidates = keys.candidates(header);
        if (candidates.isEmpty()) {
            throw new UntrustedJwtException(Defect.UNKNOWN_KEY);
        }
        for (JWK candidate : candidates) {
            if (isSignedBy(candidate, jwt)) {
                return jwt.claims();
            }
        }
        throw new UntrustedJwtException(Defect.SIGNATURE);
    }

    private static boolean isSignedBy(JWK key, CompactJwt jwt) {
        try {
            return jwt.isSignedBy(key);
        } catch (JOSEException e) {
            return false;
        }
    }
}
