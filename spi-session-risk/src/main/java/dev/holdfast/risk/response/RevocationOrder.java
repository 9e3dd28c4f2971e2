package dev.holdfast.risk.response;

import java.time.Instant;
import java.util.Optional;

/**
 * The order to end a session.
 *
 * @param txn names the cause, in everything that is said of it
 * @param at when trust ended
 * @param initiator who wants it
 * @param clientId the client
 * @param sessionId the session
 * @param userId its user, the service account for client_credentials
 * @param reason why, in words that may be told to relying parties: no signal's name, no address, no key
 * @param findings what it was decided by, if it was
 */
public record RevocationOrder(
        String txn,
        Instant at,
        Initiator initiator,
        String clientId,
        String sessionId,
        String userId,
        String reason,
        Optional<Findings> findings) {

    /**
     * An order that no decision of ours stands behind.
     *
     * @param txn names the cause
     * @param at when trust ended
     * @param initiator who wants it
     * @param clientId the client
     * @param sessionId the session
     * @param userId its user
     * @param reason why
     */
    public RevocationOrder(
            String txn,
            Instant at,
            Initiator initiator,
            String clientId,
            String sessionId,
            String userId,
            String reason) {
        this(txn, at, initiator, clientId, sessionId, userId, reason, Optional.empty());
    }
}
