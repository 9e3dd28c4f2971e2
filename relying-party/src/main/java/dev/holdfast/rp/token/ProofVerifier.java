package dev.holdfast.rp.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.oauth2.sdk.dpop.DPoPProofFactory;
import com.nimbusds.oauth2.sdk.dpop.DPoPUtils;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.rp.jwt.Claims;
import dev.holdfast.rp.jwt.CompactJwt;
import dev.holdfast.rp.jwt.UntrustedJwtException;
import dev.holdfast.rp.memory.StoreUnavailableException;
import dev.holdfast.rp.token.VerificationException.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The checks of RFC 9449 section 4.3 on the proof of one request, cheap ones first, the single-use check last. */
final class ProofVerifier {

    private static final int MAX_PROOF_CHARACTERS = 8 * 1024;
    /** Far more than 96 random bits need; longer ones would only fill the replay store (RFC 9449 section 11.1). */
    private static final int MAX_JTI_CHARACTERS = 256;

    private final Set<JWSAlgorithm> algorithms;
    private final Duration lifetime;
    private final Duration skew;
    private final ReplayStore replays;
    private final Optional<NonceChallenge> nonces;
    private final Clock clock;

    ProofVerifier(
            Set<JWSAlgorithm> algorithms,
            Duration lifetime,
            Duration skew,
            ReplayStore replays,
            Optional<NonceChallenge> nonces,
            Clock clock) {
        this.algorithms = algorithms;
        this.lifetime = lifetime;
        this.skew = skew;
        this.replays = replays;
        this.nonces = nonces;
        this.clock = clock;
    }

    void verify(ApiRequest request, String accessToken, KeyThumbprint boundTo) throws Refusal {
        String header = onlyOne(request.dpopHeaders());
        try {
            CompactJwt proof = CompactJwt.parse(header, MAX_PROOF_CHARACTERS);
            KeyThumbprint key = signingKey(proof);
            Claims claims = proof.claims();
            String jti = required(claims, "jti");
            if (jti.length() > MAX_JTI_CHARACTERS) {
                throw new Refusal(Reason.PROOF_MALFORMED);
            }
            checkTarget(claims, request);
            Instant expiresAt = checkTime(claims);
            checkTokenHash(claims, accessToken);
            if (!key.equals(boundTo)) {
                throw new Refusal(Reason.KEY_MISMATCH);
            }
            checkNonce(claims);
            if (!replays.markUsed(key.value() + "." + jti, expiresAt)) {
                throw new Refusal(Reason.PROOF_REPLAYED);
            }
        } catch (UntrustedJwtException e) {
            throw new Refusal(Reason.PROOF_MALFORMED);
        } catch (StoreUnavailableException e) {
            throw new Refusal(Reason.REPLAYS_UNKNOWN);
        }
    }

    private static String onlyOne(List<String> headers) throws Refusal {
        if (headers.isEmpty()) {
            throw new Refusal(Reason.PROOF_MISSING);
        }
        if (headers.size() > 1) {
            throw new Refusal(Reason.SEVERAL_PROOFS);
        }
        return headers.get(0);
    }

    /** Only the {@code jwk} header counts: a {@code kid}, {@code jku} or {@code x5u} would let the sender choose. */
    private KeyThumbprint signingKey(CompactJwt proof) throws Refusal {
        JWSHeader header = proof.header();
        if (!DPoPProofFactory.TYPE.equals(header.getType())) {
            throw new Refusal(Reason.PROOF_TYPE);
        }
        if (!algorithms.contains(header.getAlgorithm())) {
            throw new Refusal(Reason.PROOF_ALGORITHM);
        }
        if (header.getJWK() == null) {
            throw new Refusal(Reason.PROOF_MALFORMED);
        }
        try {
            if (!proof.isSignedBy(header.getJWK())) {
                throw new Refusal(Reason.PROOF_SIGNATURE);
            }
            return KeyThumbprint.dpop(header.getJWK().computeThumbprint().toString());
        } catch (JOSEException e) {
            throw new Refusal(Reason.PROOF_SIGNATURE);
        }
    }

    private static void checkTarget(Claims claims, ApiRequest request) throws Refusal, UntrustedJwtException {
        if (!required(claims, "htm").equals(request.method())) {
            throw new Refusal(Reason.PROOF_METHOD);
        }
        var claimed = TargetUri.parse(required(claims, "htu"));
        if (claimed.isEmpty() || !claimed.equals(TargetUri.of(request.uri()))) {
            throw new Refusal(Reason.PROOF_URI);
        }
    }

    /** Returns the first moment at which this proof is too old. */
    private Instant checkTime(Claims claims) throws Refusal, UntrustedJwtException {
        Instant now = clock.instant();
        Instant issuedAt = claims.time("iat").orElseThrow(() -> new Refusal(Reason.PROOF_MALFORMED));
        Instant expiresAt = issuedAt.plus(lifetime).plus(skew);
        if (issuedAt.isAfter(now.plus(skew)) || !expiresAt.isAfter(now)) {
            throw new Refusal(Reason.PROOF_TIME);
        }
        return expiresAt;
    }

    private static void checkTokenHash(Claims claims, String accessToken) throws Refusal, UntrustedJwtException {
        byte[] claimed = required(claims, "ath").getBytes(StandardCharsets.US_ASCII);
        try {
            String actual =
                    DPoPUtils.computeSHA256(new DPoPAccessToken(accessToken)).toString();
            if (!MessageDigest.isEqual(claimed, actual.getBytes(StandardCharsets.US_ASCII))) {
                throw new Refusal(Reason.PROOF_TOKEN_HASH);
            }
        } catch (JOSEException e) {
            throw new IllegalStateException("SHA-256 is missing", e);
        }
    }

    private void checkNonce(Claims claims) throws Refusal, UntrustedJwtException {
        if (nonces.isPresent() && !nonces.get().isMetBy(claims.string("nonce"))) {
            throw new Refusal(Reason.NONCE_NEEDED);
        }
    }

    private static String required(Claims claims, String name) throws Refusal, UntrustedJwtException {
        return claims.string(name).orElseThrow(() -> new Refusal(Reason.PROOF_MALFORMED));
    }
}
