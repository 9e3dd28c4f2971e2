package dev.holdfast.risk.signal;

import java.util.Optional;

/** The invariant that a session has one line of refresh tokens. */
public final class GenerationFork implements Signal {

    @Override
    public String name() {
        return "generation-fork";
    }

    @Override
    public Evidence.Group group() {
        return Evidence.Group.BINDING;
    }

    @Override
    public String description() {
        return "Invariant: a refresh token whose successor was used already is presented beyond the envelope of a retry"
                + " (default: more than two minutes later, or more than two generations behind). Issued and never"
                + " presented is a lost response, not a fork.";
    }

    @Override
    public Optional<Evidence> weigh(Situation situation) {
        return situation.line().category() == TokenLine.FORKED
                ? situation
                        .current()
                        .generation()
                        .flatMap(line -> broken("refresh token " + line.number() + " of the session is presented, "
                                + line.presented() + " was used already"))
                : Optional.empty();
    }
}
