package dev.holdfast.risk.signal;

import java.util.Optional;

/** The invariant that what ended has ended. */
public final class UseAfterEnd implements Signal {

    @Override
    public String name() {
        return "use-after-end";
    }

    @Override
    public Evidence.Group group() {
        return Evidence.Group.FEEDBACK;
    }

    @Override
    public String description() {
        return "Invariant: the session, its key or its identity was ended before, by a revocation or because its job was over.";
    }

    @Override
    public Optional<Evidence> weigh(Situation situation) {
        return situation.standing().ended().flatMap(this::broken);
    }
}
