package dev.holdfast.risk.signal;

import java.util.Optional;

/** Whether a session was restricted for so long that its home is forgotten. */
public final class NeverCleared implements Signal {

    private static final double WEIGHT_NATS = 5.5;

    @Override
    public String name() {
        return "never-cleared";
    }

    @Override
    public Evidence.Group group() {
        return Evidence.Group.NETWORK;
    }

    @Override
    public String description() {
        return "Whether every request of the session that is still kept was restricted, and older ones were displaced by them:"
                + " what it was compared with is gone, the doubt is not. Only a new grant ends it.";
    }

    @Override
    public Optional<Evidence> weigh(Situation situation) {
        return situation.isForgotten()
                ? evidence(WEIGHT_NATS, "every request of this session that is still known was restricted")
                : Optional.empty();
    }
}
