package dev.holdfast.risk.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * Which decisions of a realm are read, the newest first.
 *
 * @param realmId the realm
 * @param clientId only of this client
 * @param sessionKey only of this session, see {@link dev.holdfast.risk.history.SessionKey}
 * @param answer only with this answer
 * @param since only from then on
 * @param first how many are passed over
 * @param max how many are read at most
 */
public record JournalQuery(
        String realmId,
        Optional<String> clientId,
        Optional<String> sessionKey,
        Optional<String> answer,
        Optional<Instant> since,
        int first,
        int max) {

    /**
     * Another page of the same.
     *
     * @param from how many are passed over
     * @param most how many are read at most
     * @return the query for it
     */
    public JournalQuery page(int from, int most) {
        return new JournalQuery(realmId, clientId, sessionKey, answer, since, from, most);
    }
}
