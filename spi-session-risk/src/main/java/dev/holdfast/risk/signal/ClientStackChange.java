package dev.holdfast.risk.signal;

import dev.holdfast.risk.history.PastObservation;
import dev.holdfast.risk.observation.ClientStack.Difference;
import dev.holdfast.risk.observation.Observation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether another program sends the request than before, against how often this session changes. */
public final class ClientStackChange implements Signal {

    private static final Volatility<Difference> VOLATILITY = new Volatility<>(
            Map.of(
                    Difference.NONE, 0.97,
                    Difference.OTHER_VERSION, 0.015,
                    Difference.OTHER_WIRE, 0.010,
                    Difference.OTHER_PRODUCT, 0.005),
            Map.of(
                    Difference.NONE, 0.20,
                    Difference.OTHER_VERSION, 0.10,
                    Difference.OTHER_WIRE, 0.20,
                    Difference.OTHER_PRODUCT, 0.50),
            (earlier, later) -> later.stack().from(earlier.stack()));

    @Override
    public Optional<Evidence> weigh(Observation current, List<PastObservation> past) {
        if (past.isEmpty()) {
            return Optional.empty();
        }
        Observation last = past.get(past.size() - 1).observation();
        Difference difference = current.stack().from(last.stack());
        return Optional.of(new Evidence(
                "client-stack-change",
                Evidence.Group.CLIENT,
                VOLATILITY.weightNats(difference, past),
                text(difference, last, current),
                false));
    }

    private static String text(Difference difference, Observation last, Observation current) {
        return switch (difference) {
            case NONE -> "same client as before, " + current.stack().inWords();
            case OTHER_WIRE -> "client says " + current.stack().inWords() + " but speaks differently than before";
            case OTHER_VERSION, OTHER_PRODUCT ->
                "client changed from " + last.stack().inWords() + " to "
                        + current.stack().inWords();
        };
    }
}
