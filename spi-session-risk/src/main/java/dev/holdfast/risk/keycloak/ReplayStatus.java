package dev.holdfast.risk.keycloak;

import dev.holdfast.risk.replay.PolicyComparison;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * How a replay stands.
 *
 * @param id the replay
 * @param state the state
 * @param startedAt when it started
 * @param total how many decisions there are to replay
 * @param done how many are replayed
 * @param truncated whether there were more decisions than a replay takes; the newest are replayed
 * @param comparison what came out, empty until it has ended
 */
public record ReplayStatus(
        String id,
        State state,
        Instant startedAt,
        long total,
        long done,
        boolean truncated,
        Optional<PolicyComparison> comparison) {

    /** States of a replay. */
    public enum State {
        /** It goes on. */
        RUNNING,
        /** All is replayed. */
        DONE,
        /** The time was up; the comparison tells of what was replayed until then. */
        TIME_UP,
        /** The node that ran it is gone, or the database failed. */
        FAILED;

        /**
         * The state as a word.
         *
         * @return in lower case with hyphens
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
