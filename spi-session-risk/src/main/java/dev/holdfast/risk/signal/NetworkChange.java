package dev.holdfast.risk.signal;

import dev.holdfast.risk.history.PastObservation;
import dev.holdfast.risk.network.Network;
import dev.holdfast.risk.observation.NetworkOrigin.Distance;
import dev.holdfast.risk.observation.Observation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How far the request comes from the one before it, against how much this session moves. */
public final class NetworkChange implements Signal {

    /** A key that was proven makes moving likely to be honest: it counts a quarter. */
    private static final double PROVEN_KEY_DISCOUNT = 0.25;

    private static final Volatility<Distance> VOLATILITY = new Volatility<>(
            Map.of(
                    Distance.SAME_ADDRESS, 0.90,
                    Distance.SAME_PREFIX, 0.06,
                    Distance.SAME_OWNER, 0.03,
                    Distance.SAME_KIND, 0.008,
                    Distance.OTHER_KIND, 0.002),
            Map.of(
                    Distance.SAME_ADDRESS, 0.05,
                    Distance.SAME_PREFIX, 0.05,
                    Distance.SAME_OWNER, 0.15,
                    Distance.SAME_KIND, 0.25,
                    Distance.OTHER_KIND, 0.50),
            (earlier, later) -> later.network().from(earlier.network()));

    @Override
    public Optional<Evidence> weigh(Observation current, List<PastObservation> past) {
        if (past.isEmpty()) {
            return Optional.empty();
        }
        Observation last = past.get(past.size() - 1).observation();
        Distance distance = current.network().from(last.network());
        double weight = VOLATILITY.weightNats(distance, past);
        double discounted = weight > 0 && current.key().isPresent() ? weight * PROVEN_KEY_DISCOUNT : weight;
        return Optional.of(new Evidence(
                "network-change", Evidence.Group.NETWORK, discounted, text(distance, last, current), false));
    }

    private static String text(Distance distance, Observation last, Observation current) {
        return switch (distance) {
            case SAME_ADDRESS -> "same address as before";
            case SAME_PREFIX -> "another address of the same network";
            case SAME_OWNER -> "another network of " + name(current.network().network());
            case SAME_KIND, OTHER_KIND ->
                "moved from " + name(last.network().network()) + " to "
                        + name(current.network().network());
        };
    }

    private static String name(Network network) {
        return network.owner() + " (" + network.kind().name().toLowerCase(Locale.ROOT) + ")";
    }
}
