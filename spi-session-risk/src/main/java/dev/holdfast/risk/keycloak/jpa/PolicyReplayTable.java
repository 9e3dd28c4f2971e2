package dev.holdfast.risk.keycloak.jpa;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.risk.keycloak.ReplayStatus;
import dev.holdfast.risk.keycloak.ReplayStatus.State;
import dev.holdfast.risk.replay.PolicyComparison;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The replays of all realms as rows, within the transaction of an entity manager. */
final class PolicyReplayTable {

    /** A replay that its node has not spoken of for so long is lost with its node. */
    static final Duration SILENCE = Duration.ofMinutes(1);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final EntityManager entities;

    PolicyReplayTable(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * A replay that is to start.
     *
     * @param id names it
     * @param total how many decisions it has before it
     * @param truncated whether there were more
     */
    record Planned(String id, long total, boolean truncated) {}

    /** Takes the place of the realm, unless a replay runs there. */
    boolean claim(String realmId, Planned planned, Instant now) {
        PolicyReplayEntity found = entities.find(PolicyReplayEntity.class, realmId, LockModeType.PESSIMISTIC_WRITE);
        if (found != null && state(found, now) == State.RUNNING) {
            return false;
        }
        PolicyReplayEntity row = found == null ? PolicyReplayEntity.of(realmId) : found;
        row.jobId = planned.id();
        row.state = State.RUNNING.name();
        row.startedAt = now.toEpochMilli();
        row.seenAt = now.toEpochMilli();
        row.total = planned.total();
        row.truncated = planned.truncated();
        row.done = 0;
        row.outcome = null;
        if (found == null) {
            entities.persist(row);
            entities.flush();
        }
        return true;
    }

    Optional<ReplayStatus> find(String realmId, String id, Instant now) {
        PolicyReplayEntity row = entities.find(PolicyReplayEntity.class, realmId);
        return row == null || !row.jobId.equals(id)
                ? Optional.empty()
                : Optional.of(new ReplayStatus(
                        id,
                        state(row, now),
                        Instant.ofEpochMilli(row.startedAt),
                        row.total,
                        row.done,
                        row.truncated,
                        comparison(row.outcome)));
    }

    /** Says how far a replay is; false if it was cancelled meanwhile. */
    boolean seen(String realmId, String id, long done, Instant now) {
        return entities.createQuery("update PolicyReplayEntity r set r.done = :done, r.seenAt = :now"
                                + " where r.realmId = :realm and r.jobId = :id")
                        .setParameter("done", done)
                        .setParameter("now", now.toEpochMilli())
                        .setParameter("realm", realmId)
                        .setParameter("id", id)
                        .executeUpdate()
                == 1;
    }

    /** Says how a replay ended; a cancelled one is not there any more. */
    void end(String realmId, String id, State state, @Nullable PolicyComparison comparison) {
        PolicyReplayEntity row = entities.find(PolicyReplayEntity.class, realmId, LockModeType.PESSIMISTIC_WRITE);
        if (row != null && row.jobId.equals(id)) {
            row.state = state.name();
            row.outcome = comparison == null ? null : text(comparison);
        }
    }

    boolean remove(String realmId, String id) {
        return entities.createQuery("delete from PolicyReplayEntity r where r.realmId = :realm and r.jobId = :id")
                        .setParameter("realm", realmId)
                        .setParameter("id", id)
                        .executeUpdate()
                == 1;
    }

    private static State state(PolicyReplayEntity row, Instant now) {
        State state = State.valueOf(row.state);
        boolean silent = Instant.ofEpochMilli(row.seenAt).plus(SILENCE).isBefore(now);
        return state == State.RUNNING && silent ? State.FAILED : state;
    }

    private static String text(PolicyComparison comparison) {
        try {
            return JSON.writeValueAsString(comparison);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<PolicyComparison> comparison(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(JSON.readValue(text, PolicyComparison.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
