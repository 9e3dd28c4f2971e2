package dev.holdfast.rp.stream;

import java.time.Instant;
import java.util.Optional;

/**
 * How polling goes, for a gauge and a health page.
 *
 * @param lastAnswer when the transmitter last answered a poll; empty if it never did
 * @param failures how many attempts in a row have failed, be it that nobody answered or that an event could not be taken in
 * @param lastFailure what went wrong last; empty once one has succeeded. Holds no secret
 */
public record PollState(Optional<Instant> lastAnswer, int failures, Optional<String> lastFailure) {

    static final PollState INITIAL = new PollState(Optional.empty(), 0, Optional.empty());

    PollState answered(Instant now) {
        return new PollState(Optional.of(now), failures, lastFailure);
    }

    PollState succeeded() {
        return new PollState(lastAnswer, 0, Optional.empty());
    }

    PollState failed(String reason) {
        return new PollState(lastAnswer, failures + 1, Optional.of(reason));
    }
}
