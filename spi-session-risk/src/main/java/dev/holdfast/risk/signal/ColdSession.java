package dev.holdfast.risk.signal;

import java.util.Optional;

/** Whether a session is older than what is known of it. */
public final class ColdSession implements Signal {

    @Override
    public String name() {
        return "cold-session";
    }

    @Override
    public Evidence.Group group() {
        return Evidence.Group.TIME;
    }

    @Override
    public String description() {
        return "Whether a session goes on of which nothing is known: its history was lost, or it began elsewhere. It is cold, not"
                + " new.";
    }

    private static final double WEIGHT_NATS = 0.3;

    @Override
    public Optional<Evidence> weigh(Situation situation) {
        boolean goesOn = situation.current().grant().equals("refresh_token")
                && situation
                        .current()
                        .generation()
                        .map(line -> line.presented() > 0)
                        .orElse(false);
        return goesOn
                        && situation.history().accepted().size() <= 1
                        && situation.history().refused().isEmpty()
                ? evidence(WEIGHT_NATS, "the session is older than what is known of it")
                : Optional.empty();
    }
}
