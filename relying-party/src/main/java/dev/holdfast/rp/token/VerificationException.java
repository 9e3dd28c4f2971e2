package dev.holdfast.rp.token;

import dev.holdfast.events.SubjectIdentifier;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An API request is refused. Carries the HTTP answer of RFC 9449 section 7.1 and RFC 6750 section 3; neither message nor
 * challenge repeats anything that the client sent.
 */
public final class VerificationException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String algs;
    private final transient Map<String, String> more;
    private final transient Optional<SubjectIdentifier> subject;

    /** Why a request is refused: stable codes, fit for metrics and logs. */
    public enum Reason {
        /** No access token was sent, or one under another scheme. */
        NO_CREDENTIALS(401, "", "an access token is needed"),
        /** More than one {@code Authorization} header (RFC 9449 section 7.2). */
        SEVERAL_CREDENTIALS(400, "invalid_request", "more than one Authorization header"),
        /** An {@code Authorization} header without a token in it. */
        MALFORMED_CREDENTIALS(400, "invalid_request", "the Authorization header holds no token"),
        /** The keys of the issuer cannot be fetched now. */
        KEYS_UNAVAILABLE(503, "", "the access token cannot be verified now"),

        /** Whether the proof was used before cannot be looked up now. */
        REPLAYS_UNKNOWN(503, "", "the DPoP proof cannot be checked now"),

        /** No signed JWT, or a claim has another type than it must have. */
        TOKEN_MALFORMED(401, "invalid_token", "the access token is malformed"),
        /** The {@code typ} header names no access token (RFC 9068 section 4). */
        TOKEN_TYPE(401, "invalid_token", "the token is not an access token"),
        /** The signature algorithm is not allowed. */
        TOKEN_ALGORITHM(401, "invalid_token", "the signature algorithm of the access token is not allowed"),
        /** The signature does not verify with a key of the issuer. */
        TOKEN_SIGNATURE(401, "invalid_token", "the signature of the access token is not valid"),
        /** A claim that RFC 9068 section 2.2 requires is missing. */
        TOKEN_CLAIM_MISSING(401, "invalid_token", "the access token lacks a required claim"),
        /** Another issuer. */
        TOKEN_ISSUER(401, "invalid_token", "the access token has another issuer"),
        /** Meant for another resource server. */
        TOKEN_AUDIENCE(401, "invalid_token", "the access token is meant for another audience"),
        /** Expired. */
        TOKEN_EXPIRED(401, "invalid_token", "the access token has expired"),
        /** Issued in the future, or not valid yet. */
        TOKEN_NOT_YET_VALID(401, "invalid_token", "the access token is not valid yet"),
        /** Valid for longer than this relying party remembers revocations. */
        TOKEN_LIFETIME(401, "invalid_token", "the access token is valid for too long"),

        /** Bound to no key at all. */
        NOT_BOUND(401, "invalid_token", "the access token is not sender-constrained"),
        /** A {@code cnf} that is empty, malformed or of a method not known here. */
        UNKNOWN_CONFIRMATION(401, "invalid_token", "the confirmation of the access token is not understood"),
        /** A DPoP-bound token under the Bearer scheme (RFC 9449 section 7.2). */
        BOUND_TOKEN_AS_BEARER(401, "invalid_token", "a DPoP-bound access token must not be used as a bearer token"),
        /** A token that is bound to no DPoP key under the DPoP scheme. */
        NOT_A_DPOP_TOKEN(401, "invalid_token", "the access token is not bound to a DPoP key"),
        /** No client certificate, or another one than the token is bound to (RFC 8705 section 3). */
        CERTIFICATE_MISMATCH(401, "invalid_token", "the client certificate is not the one of the access token"),
        /** The proof is signed by another key than the token is bound to. */
        KEY_MISMATCH(401, "invalid_token", "the DPoP key is not the one of the access token"),

        /** No {@code DPoP} header. */
        PROOF_MISSING(401, "invalid_dpop_proof", "a DPoP proof is needed"),
        /** More than one {@code DPoP} header. */
        SEVERAL_PROOFS(401, "invalid_dpop_proof", "more than one DPoP proof"),
        /** No signed JWT, or a claim is missing or has another type than it must have. */
        PROOF_MALFORMED(401, "invalid_dpop_proof", "the DPoP proof is malformed"),
        /** The {@code typ} header is not {@code dpop+jwt}. */
        PROOF_TYPE(401, "invalid_dpop_proof", "the DPoP proof has another type"),
        /** The signature algorithm is not allowed. */
        PROOF_ALGORITHM(401, "invalid_dpop_proof", "the signature algorithm of the DPoP proof is not allowed"),
        /** The signature does not verify with the key in the proof. */
        PROOF_SIGNATURE(401, "invalid_dpop_proof", "the signature of the DPoP proof is not valid"),
        /** Made for another HTTP method. */
        PROOF_METHOD(401, "invalid_dpop_proof", "the DPoP proof is for another method"),
        /** Made for another address. */
        PROOF_URI(401, "invalid_dpop_proof", "the DPoP proof is for another address"),
        /** Too old, or from the future. */
        PROOF_TIME(401, "invalid_dpop_proof", "the DPoP proof is outside its time window"),
        /** Made for another access token. */
        PROOF_TOKEN_HASH(401, "invalid_dpop_proof", "the DPoP proof is for another access token"),
        /** No nonce of this resource server, or one that is too old; the answer brings a new one (RFC 9449 section 9). */
        NONCE_NEEDED(401, "use_dpop_nonce", "the DPoP proof needs a recent nonce of this server"),
        /** Used before. */
        PROOF_REPLAYED(401, "invalid_dpop_proof", "the DPoP proof was used before"),

        /** Whether the session is revoked is not known now, and nothing is believed meanwhile. */
        REVOCATIONS_UNKNOWN(503, "", "revocations cannot be checked now"),
        /** Whether the session is revoked is not known now, and the token is too old to be believed meanwhile. */
        FRESH_TOKEN_NEEDED(401, "invalid_token", "a fresh access token is needed now"),
        /** The session, key, user or client of the token is no longer trusted. */
        SESSION_REVOKED(401, "invalid_token", "the session has been revoked");

        private final int status;
        private final String error;
        private final String description;

        Reason(int status, String error, String description) {
            this.status = status;
            this.error = error;
            this.description = description;
        }
    }

    /**
     * A refusal.
     *
     * @param reason why
     * @param proofAlgorithms the algorithms a DPoP proof may have, for the challenge
     */
    public VerificationException(Reason reason, Set<String> proofAlgorithms) {
        this(reason, proofAlgorithms, Map.of(), Optional.empty());
    }

    VerificationException(
            Reason reason, Set<String> proofAlgorithms, Map<String, String> more, Optional<SubjectIdentifier> subject) {
        super(reason.description);
        this.more = Map.copyOf(more);
        this.subject = subject;
        this.reason = reason;
        this.algs = String.join(" ", new TreeSet<>(proofAlgorithms));
    }

    /**
     * Why the request is refused.
     *
     * @return a stable code
     */
    public Reason reason() {
        return reason;
    }

    /**
     * Whose proof was replayed, to report it with {@link dev.holdfast.rp.signal.Signal.ProofReplayed}. The caller is not
     * known to be the one named here, which is why this is no token.
     *
     * @return a subject for {@link Reason#PROOF_REPLAYED}; empty for any other reason
     */
    public Optional<SubjectIdentifier> replayedSubject() {
        return subject;
    }

    /**
     * The HTTP status to answer with.
     *
     * @return 400, 401 or 503
     */
    public int status() {
        return reason.status;
    }

    /**
     * The value of the {@code WWW-Authenticate} header to answer with (RFC 9449 section 7.1). Without an error code if no
     * credentials were sent (RFC 6750 section 3.1); with the Bearer scheme if the certificate is at fault (RFC 8705
     * section 3).
     *
     * @return one challenge, such as {@code DPoP error="invalid_token", error_description="…", algs="ES256 PS256"}
     */
    public String challenge() {
        String error = reason.error.isEmpty()
                ? ""
                : "error=\"" + reason.error + "\", error_description=\"" + reason.description + "\"";
        if (reason == Reason.CERTIFICATE_MISMATCH) {
            return "Bearer " + error;
        }
        return "DPoP " + (error.isEmpty() ? "" : error + ", ") + "algs=\"" + algs + "\"";
    }

    /**
     * The headers to answer with: {@code WWW-Authenticate} with the {@link #challenge()}, and where a nonce is needed {@code
     * DPoP-Nonce} and {@code Cache-Control: no-store} (RFC 9449 sections 8.2 and 9). A status of 503 has no challenge.
     *
     * @return names and values, one each
     */
    public Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>(more);
        if (reason.status != 503) {
            headers.put("WWW-Authenticate", challenge());
        }
        return Map.copyOf(headers);
    }
}
