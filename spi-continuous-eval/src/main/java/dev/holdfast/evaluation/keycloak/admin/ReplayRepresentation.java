package dev.holdfast.evaluation.keycloak.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdfast.risk.keycloak.ReplayStatus;
import dev.holdfast.risk.replay.PolicyComparison;
import org.jspecify.annotations.Nullable;

/**
 * A replay as JSON.
 *
 * @param id the replay
 * @param state {@code running}, {@code done}, {@code time-up} or {@code failed}
 * @param started when it started, RFC 3339
 * @param total how many decisions there are to replay
 * @param done how many are replayed
 * @param truncated whether there were more than a replay takes
 * @param result what came out, absent until it has ended
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReplayRepresentation(
        String id,
        String state,
        String started,
        long total,
        long done,
        boolean truncated,
        @Nullable PolicyComparison result) {

    static ReplayRepresentation of(ReplayStatus status) {
        return new ReplayRepresentation(
                status.id(),
                status.state().word(),
                status.startedAt().toString(),
                status.total(),
                status.done(),
                status.truncated(),
                status.comparison().orElse(null));
    }
}
