package dev.holdfast.risk.response;

import java.time.Instant;

/**
 * The report that a client's credential is in the wrong hands.
 *
 * @param txn names the cause, in everything that is said of it
 * @param at when it was used
 * @param clientId the client
 * @param reason why, in words that may be told to relying parties
 */
public record CompromiseReport(String txn, Instant at, String clientId, String reason) {}
