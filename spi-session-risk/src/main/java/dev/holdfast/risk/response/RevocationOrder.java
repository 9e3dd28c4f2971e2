package dev.holdfast.risk.response;

import java.time.Instant;

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
 */
public record RevocationOrder(
        String txn, Instant at, Initiator initiator, String clientId, String sessionId, String userId, String reason) {}
