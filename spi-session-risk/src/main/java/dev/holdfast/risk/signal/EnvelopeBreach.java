package dev.holdfast.risk.signal;

import java.util.Optional;

/** The invariant of what was declared for a workload. */
public final class EnvelopeBreach implements Signal {

    @Override
    public String name() {
        return "envelope-breach";
    }

    @Override
    public Evidence.Group group() {
        return Evidence.Group.REQUEST;
    }

    @Override
    public String description() {
        return "Invariant: the request asks for more than the declared envelope allows: a scope, an audience, an hour, the number"
                + " of requests in an hour, the end of the job, the age of the session.";
    }

    @Override
    public Optional<Evidence> weigh(Situation situation) {
        return situation.standing().breach().flatMap(this::broken);
    }
}
