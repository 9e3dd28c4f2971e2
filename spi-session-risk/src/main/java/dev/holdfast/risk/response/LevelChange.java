package dev.holdfast.risk.response;

import dev.holdfast.risk.decision.RiskLevel;
import java.time.Instant;
import java.util.Optional;

/**
 * The risk of a session is another one than at its last judged request.
 *
 * @param txn names the cause, in everything that is said of it
 * @param at when it was judged
 * @param clientId the client that asked
 * @param sessionId the session
 * @param previous the level of the last judged request
 * @param current the level now, another one
 * @param findings what the level now was decided by
 */
public record LevelChange(
        String txn,
        Instant at,
        String clientId,
        String sessionId,
        RiskLevel previous,
        RiskLevel current,
        Optional<Findings> findings) {

    /**
     * A change without what it was decided by.
     *
     * @param txn names the cause
     * @param at when it was judged
     * @param clientId the client that asked
     * @param sessionId the session
     * @param previous the level of the last judged request
     * @param current the level now
     */
    public LevelChange(
            String txn, Instant at, String clientId, String sessionId, RiskLevel previous, RiskLevel current) {
        this(txn, at, clientId, sessionId, previous, current, Optional.empty());
    }

    /**
     * The same with what it was decided by.
     *
     * @param known the findings
     * @return the change
     */
    public LevelChange with(Findings known) {
        return new LevelChange(txn, at, clientId, sessionId, previous, current, Optional.of(known));
    }
}
