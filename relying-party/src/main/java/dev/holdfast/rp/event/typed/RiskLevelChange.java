package dev.holdfast.rp.event.typed;

import dev.holdfast.rp.event.VerifiedEvent;
import dev.holdfast.rp.jwt.Claims;
import dev.holdfast.rp.jwt.UntrustedJwtException;
import java.util.Optional;

/**
 * The risk of somebody has changed (CAEP 1.0 section 3.8).
 *
 * @param source the event as it was verified
 * @param principal what the risk is of, such as {@code SESSION}, {@code USER} or {@code DEVICE}
 * @param current the risk now
 * @param previous the risk before, if known
 * @param reason why, if said
 */
public record RiskLevelChange(
        VerifiedEvent source, String principal, Level current, Optional<Level> previous, Optional<String> reason)
        implements TypedEvent {

    /** How high a risk is. */
    public enum Level {
        /** Low. */
        LOW,
        /** Medium. */
        MEDIUM,
        /** High. */
        HIGH
    }

    /**
     * Whether the risk is higher than it was.
     *
     * @return true if it is; false also if the previous level is not known
     */
    public boolean isIncrease() {
        return previous.filter(before -> current.compareTo(before) > 0).isPresent();
    }

    static RiskLevelChange read(VerifiedEvent event, Claims payload) throws UntrustedJwtException {
        return new RiskLevelChange(
                event,
                TypedEvent.required(payload, "principal"),
                Level.valueOf(TypedEvent.required(payload, "current_level")),
                payload.string("previous_level").map(Level::valueOf),
                payload.string("risk_reason"));
    }
}
