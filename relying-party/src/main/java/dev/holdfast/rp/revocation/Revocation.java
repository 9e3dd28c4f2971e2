package dev.holdfast.rp.revocation;

import dev.holdfast.rp.token.VerifiedToken;
import java.time.Instant;
import java.util.Optional;

/**
 * A revocation that is in force.
 *
 * @param subject who is no longer trusted
 * @param eventTime when it happened; precise to the millisecond
 * @param expiresAt first moment at which no accepted token can be concerned any more; precise to the millisecond
 * @param transactionId what the events of one cause have in common ({@code txn}), if the transmitter said
 */
public record Revocation(RevokedSubject subject, Instant eventTime, Instant expiresAt, Optional<String> transactionId) {

    /** Cuts the times to what every store keeps. */
    public Revocation {
        eventTime = Instant.ofEpochMilli(eventTime.toEpochMilli());
        expiresAt = Instant.ofEpochMilli(expiresAt.toEpochMilli());
    }

    /**
     * Whether a token is no longer trusted for it. Where the subject is not {@linkplain RevokedSubject#isFinal() final},
     * tokens issued after the event are.
     *
     * @param token a verified token
     * @return true if it must be refused
     */
    public boolean concerns(VerifiedToken token) {
        return subject.names(token) && (subject.isFinal() || !token.issuedAt().isAfter(eventTime));
    }
}
