package dev.holdfast.risk.signal;

import dev.holdfast.risk.history.PastObservation;
import dev.holdfast.risk.profile.Feature;
import dev.holdfast.risk.profile.Known;
import dev.holdfast.risk.profile.Lesson;
import java.util.List;
import java.util.Optional;

/** Whether one session goes back and forth between two owners: the mark of a relay that is used now and then. */
public final class NetworkAlternation implements Signal {

    private static final int NONE = 0;
    private static final int BACK = 1;
    private static final int AWAY = 2;
    private static final double[] ROAMING_PRIOR = {.80, .14, .06};

    @Override
    public String name() {
        return "network-alternation";
    }

    @Override
    public Evidence.Group group() {
        return Evidence.Group.NETWORK;
    }

    @Override
    public String description() {
        return "Whether the session goes back and forth between two owners of networks (A, B, A, B), against how often"
                + " this identity does. The way back to the usual place weighs little, the next visit to the other place"
                + " much. A proven key is no discount here: a relay forwards proofs.";
    }

    @Override
    public Optional<Evidence> weigh(Situation situation) {
        int category = category(situation);
        if (category == NONE || situation.standing().fleetNetwork()) {
            return Optional.empty();
        }
        double weight = NetworkChange.isRoaming(home(situation))
                ? situation.profile().weightNats(Feature.ALTERNATION, category, ROAMING_PRIOR[category])
                : situation.profile().weightNats(Feature.ALTERNATION, category);
        // Of an identity that is hardly known nobody can say what its way is.
        return evidence(
                weight * situation.maturity(),
                "the session alternates between "
                        + situation.last().network().inWords() + " and "
                        + situation.current().network().inWords());
    }

    private static dev.holdfast.risk.observation.NetworkOrigin home(Situation situation) {
        return situation.past().get(0).observation().network();
    }

    @Override
    public void teach(Situation situation, Lesson.Draft lesson) {
        if (situation.hasPast(2)) {
            lesson.put(Feature.ALTERNATION, category(situation));
        }
    }

    /** People's devices change between home, office and mobile networks all day. */
    private static boolean isPersonal(dev.holdfast.risk.observation.NetworkOrigin origin) {
        return NetworkChange.isRoaming(origin)
                || origin.network().kind() == dev.holdfast.risk.network.Network.Kind.CORPORATE;
    }

    private static int category(Situation situation) {
        if (!situation.isStep() || !situation.hasPast(2)) {
            return NONE;
        }
        String here = situation.current().network().owner();
        if (here.equals(situation.last().network().owner())) {
            return NONE;
        }
        List<PastObservation> past = situation.past();
        boolean known = situation.profile().isKnown(Known.OWNER, here);
        if (known || (isPersonal(situation.current().network()) && isPersonal(home(situation)))) {
            return NONE;
        }
        int visits = 0;
        for (PastObservation earlier : past) {
            visits += earlier.observation().network().owner().equals(here) ? 1 : 0;
        }
        return visits == 0 ? NONE : visits * 2 > past.size() ? BACK : AWAY;
    }
}
