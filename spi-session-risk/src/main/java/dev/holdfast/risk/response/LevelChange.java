package dev.holdfast.risk.response;

import dev.holdfast.risk.decision.RiskLevel;
import java.time.Instant;

/**
 * The risk of a session is another one than at its last judged request.
 *
 * @param txn names the cause, in everything that is said of it
 * @param at when it was judged
 * @param clientId the client that asked
 * @param sessionId the session
 * @param previous the level of the last judged request
 * @param current the level now, another one
 */
public record LevelChange(
        String txn, Instant at, String clientId, String sessionId, RiskLevel previous, RiskLevel current) {}
