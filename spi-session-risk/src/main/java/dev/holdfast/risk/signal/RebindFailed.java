package dev.holdfast.risk.signal;

import java.util.Optional;

/** Whether the session failed a challenge. */
public final class RebindFailed implements Signal {

    @Override
    public String name() {
        return "rebind-failed";
    }

    @Override
    public Evidence.Group group() {
        return Evidence.Group.BINDING;
    }

    @Override
    public String description() {
        return "Whether the session was asked to prove its key anew and failed, as the request of the same place and client did"
                + " that was challenged.";
    }

    private static final double WEIGHT_NATS = 4;

    @Override
    public Optional<Evidence> weigh(Situation situation) {
        return situation.standing().rebindFailed()
                ? evidence(WEIGHT_NATS, "the caller failed to prove the key anew")
                : Optional.empty();
    }
}
