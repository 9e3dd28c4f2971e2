package dev.holdfast.risk.signal;

import java.util.Optional;

/** The invariant that a genuine token comes with its key. */
public final class WrongKey implements Signal {

    @Override
    public String name() {
        return "wrong-key";
    }

    @Override
    public Evidence.Group group() {
        return Evidence.Group.BINDING;
    }

    @Override
    public String description() {
        return "Invariant: a genuine token is presented with another key than it is bound to.";
    }

    @Override
    public Optional<Evidence> weigh(Situation situation) {
        var expected = situation.current().proof().expected();
        return expected.isPresent()
                        && situation.current().key().isPresent()
                        && !expected.equals(situation.current().key())
                ? broken("a token of this session was presented with another key")
                : Optional.empty();
    }
}
