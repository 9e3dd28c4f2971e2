package dev.holdfast.risk.signal;

import java.util.List;

/** The signals of this module, in the order of the documentation. */
public final class Signals {

    private Signals() {}

    /**
     * All of them.
     *
     * @return invariants first
     */
    public static List<Signal> all() {
        return List.of(
                new WrongKey(),
                new BoundToBearer(),
                new GenerationFork(),
                new EnvelopeBreach(),
                new UseAfterEnd(),
                new NetworkChange(),
                new NetworkAlternation(),
                new KeyOverlap(),
                new NonceRoundTrip(),
                new ClientChange(),
                new ClockOffset(),
                new Cadence(),
                new SecondMetronome(),
                new HourOfWeek(),
                new RequestRate(),
                new ColdSession(),
                new NeverCleared(),
                new ScopeSet(),
                new AudienceSet(),
                new UnusualAuthentication(),
                new BindingStrength(),
                new TokenRetry(),
                new RebindFailed(),
                new ReportedRisk());
    }
}
