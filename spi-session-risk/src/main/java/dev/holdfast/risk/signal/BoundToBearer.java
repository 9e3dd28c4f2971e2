package dev.holdfast.risk.signal;

import java.util.Optional;

/** The invariant that what was bound stays bound. */
public final class BoundToBearer implements Signal {

    @Override
    public String name() {
        return "bound-to-bearer";
    }

    @Override
    public Evidence.Group group() {
        return Evidence.Group.BINDING;
    }

    @Override
    public String description() {
        return "Invariant: a bound token is presented without its key, or a session that always proved a key proves none.";
    }

    @Override
    public Optional<Evidence> weigh(Situation situation) {
        boolean bound = situation.current().proof().expected().isPresent()
                || situation.previous().flatMap(last -> last.key()).isPresent();
        return bound && situation.current().key().isEmpty()
                ? broken("a bound token of this session was presented without its key")
                : Optional.empty();
    }
}
