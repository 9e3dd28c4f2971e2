package dev.holdfast.rp.token;

import com.nimbusds.jose.util.X509CertUtils;
import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.events.SubjectIdentifier;
import dev.holdfast.rp.jwt.Claims;
import dev.holdfast.rp.jwt.IssuerKeys;
import dev.holdfast.rp.jwt.IssuerSignature;
import dev.holdfast.rp.jwt.KeysUnavailableException;
import dev.holdfast.rp.jwt.SignatureAlgorithms;
import dev.holdfast.rp.jwt.UntrustedJwtException;
import dev.holdfast.rp.token.Credentials.Scheme;
import dev.holdfast.rp.token.VerificationException.Reason;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies that an API request carries an access token of the expected issuer, meant for this audience, and that the caller
 * holds every key the token is bound to. What is not set is refused; each relaxation is a word in the builder. Safe for use
 * by several threads.
 */
public final class BoundTokenVerifier {

    private final IssuerSignature signature;
    private final AccessTokenClaims rules;
    private final ProofVerifier proofs;
    private final Set<String> proofAlgorithms;
    private final boolean bearerAllowed;
    private final Optional<NonceChallenge> nonces;

    BoundTokenVerifier(BoundTokenVerifierBuilder settings, String audience) {
        this.signature = new IssuerSignature(settings.keys, settings.types, settings.tokenAlgorithms);
        this.rules = new AccessTokenClaims(
                settings.issuer, audience, settings.maxTokenLifetime, settings.clockSkew, settings.clock);
        this.proofAlgorithms = settings.proofAlgorithms;
        this.nonces = settings.nonceChallenge(audience);
        this.proofs = new ProofVerifier(
                SignatureAlgorithms.of(proofAlgorithms),
                settings.proofLifetime,
                settings.clockSkew,
                settings.replayStore(),
                nonces,
                settings.clock);
        this.bearerAllowed = settings.bearerAllowed;
    }

    /**
     * Starts a verifier whose keys are fetched, see {@link IssuerKeys#fetchedFrom(URI)}.
     *
     * @param issuer the issuer, compared character by character with {@code iss}
     * @param jwksUri the issuer's JWKS document
     * @return a builder
     */
    public static BoundTokenVerifierBuilder forIssuer(URI issuer, URI jwksUri) {
        return forIssuer(issuer, IssuerKeys.fetchedFrom(jwksUri));
    }

    /**
     * Starts a verifier.
     *
     * @param issuer the issuer, compared character by character with {@code iss}
     * @param keys the issuer's keys
     * @return a builder
     */
    public static BoundTokenVerifierBuilder forIssuer(URI issuer, IssuerKeys keys) {
        return new BoundTokenVerifierBuilder(issuer.toString(), keys);
    }

    /**
     * Verifies a request: token first, then its binding (RFC 9449 section 7, RFC 8705 section 3). A token bound to a DPoP
     * key and to a certificate needs both. The proof is used up only if everything else is in order.
     *
     * @param request the request
     * @return the token
     * @throws VerificationException if the request must be refused, with the answer to give
     */
    public VerifiedToken verify(ApiRequest request) throws VerificationException {
        Optional<SubjectIdentifier> subject = Optional.empty();
        try {
            Credentials credentials = Credentials.of(request.authorizationHeaders());
            Claims claims = signedClaims(credentials.token());
            Confirmation confirmation = Confirmation.of(claims);
            VerifiedToken token = rules.check(claims, confirmation.keys());
            subject = Optional.of(token.asSubject());
            checkScheme(credentials.scheme(), confirmation);
            if (confirmation.certificate().isPresent()) {
                checkCertificate(
                        request.clientCertificate(), confirmation.certificate().get());
            }
            if (confirmation.dpop().isPresent()) {
                proofs.verify(request, credentials.token(), confirmation.dpop().get());
            }
            return token;
        } catch (Refusal refusal) {
            throw new VerificationException(
                    refusal.reason(),
                    proofAlgorithms,
                    refusal.reason() == Reason.NONCE_NEEDED ? answerHeaders() : Map.of(),
                    refusal.reason() == Reason.PROOF_REPLAYED ? subject : Optional.empty());
        }
    }

    /**
     * The longest time that an accepted token may be valid from {@code iat} to {@code exp}.
     *
     * @return more than zero; revocations must be remembered at least as long
     */
    public Duration maxTokenLifetime() {
        return rules.maxLifetime();
    }

    /**
     * The algorithms that a DPoP proof may have.
     *
     * @return JOSE names
     */
    public Set<String> proofAlgorithms() {
        return proofAlgorithms;
    }

    /**
     * Headers to send with the answer to a request that was let in, so that the client has a fresh nonce for its next proof
     * and need not be asked for one (RFC 9449 section 8.2). A browser reads them only if {@code
     * Access-Control-Expose-Headers} names {@code DPoP-Nonce}.
     *
     * @return {@code DPoP-Nonce} and {@code Cache-Control}; none without {@link BoundTokenVerifierBuilder#nonces}
     */
    public Map<String, String> answerHeaders() {
        return nonces.map(NonceChallenge::headers).orElse(Map.of());
    }

    private Claims signedClaims(String token) throws Refusal {
        try {
            return signature.verify(token);
        } catch (KeysUnavailableException e) {
            throw new Refusal(Reason.KEYS_UNAVAILABLE);
        } catch (UntrustedJwtException e) {
            throw new Refusal(
                    switch (e.defect()) {
                        case MALFORMED -> Reason.TOKEN_MALFORMED;
                        case TYPE -> Reason.TOKEN_TYPE;
                        case ALGORITHM -> Reason.TOKEN_ALGORITHM;
                        case UNKNOWN_KEY, SIGNATURE -> Reason.TOKEN_SIGNATURE;
                    });
        }
    }

    private void checkScheme(Scheme scheme, Confirmation confirmation) throws Refusal {
        if (confirmation.isEmpty() && !bearerAllowed) {
            throw new Refusal(Reason.NOT_BOUND);
        }
        if (confirmation.dpop().isPresent() && scheme == Scheme.BEARER) {
            throw new Refusal(Reason.BOUND_TOKEN_AS_BEARER);
        }
        if (confirmation.dpop().isEmpty() && scheme == Scheme.DPOP) {
            throw new Refusal(Reason.NOT_A_DPOP_TOKEN);
        }
    }

    private static void checkCertificate(Optional<X509Certificate> presented, KeyThumbprint boundTo) throws Refusal {
        Optional<String> thumbprint = presented.map(certificate ->
                X509CertUtils.computeSHA256Thumbprint(certificate).toString());
        if (!thumbprint.equals(Optional.of(boundTo.value()))) {
            throw new Refusal(Reason.CERTIFICATE_MISMATCH);
        }
    }
}
