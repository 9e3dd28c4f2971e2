package dev.holdfast.risk.signal;

import dev.holdfast.risk.network.Network;
import dev.holdfast.risk.observation.NetworkOrigin;
import dev.holdfast.risk.profile.Feature;
import dev.holdfast.risk.profile.Known;
import dev.holdfast.risk.profile.Lesson;
import dev.holdfast.risk.profile.NetworkStep;
import java.util.Optional;

/** How far the request comes from the one before it, against how much this identity moves. */
@SuppressWarnings("EnumOrdinal") // The index into the tables of a feature; the stored form has a version.
public final class NetworkChange implements Signal {

    /** Between people's access lines clients move much more than between data centres, before anything is known. */
    private static final double[] ROAMING_PRIOR = {.59, .05, .10, .05, .08, .08, .05};

    /** A mobile network hands out addresses of any of its prefixes. */
    private static final double WITHIN_MOBILE_PRIOR = .20;

    /** To be where the identity is known to be speaks against nobody by more than this, however rarely it moves. */
    private static final double MOST_AT_KNOWN_PLACE = 0.5;

    /** But to a data centre no more than others: that is where relays run. */
    private static final double TO_DATA_CENTRE_PRIOR = .01;

    /** What is left of the weight of each step where the key was proven: moving with one's key is mostly honest. */
    private static final double[] WITH_KEY = {1, 1, .25, .25, .4, .5, .9};

    @Override
    public String name() {
        return "network-change";
    }

    @Override
    public Evidence.Group group() {
        return Evidence.Group.NETWORK;
    }

    @Override
    public String description() {
        return "How far the request comes from the one before it in the session (address, prefix, owner, kind of owner),"
                + " against how often this identity takes such a step; for the first request of a session, against all"
                + " networks the identity is known for. A proven key leaves between a quarter and nine tenths of the"
                + " weight; a move of the whole fleet with its keys weighs nothing.";
    }

    @Override
    public Optional<Evidence> weigh(Situation situation) {
        NetworkStep step = situation.networkStep();
        int category = step.ordinal();
        if (situation.current().network().address().isEmpty()
                || (situation.standing().fleetNetwork() && step != NetworkStep.SAME_ADDRESS)) {
            return Optional.empty();
        }
        double weight;
        if (situation.isStep()) {
            weight = isRoaming(situation.last().network())
                    ? situation.profile().weightNats(Feature.NETWORK_STEP, category, roamingPrior(situation, step))
                    : situation.profile().weightNats(Feature.NETWORK_STEP, category);
        } else {
            weight = situation.profile().weightNats(Feature.NETWORK_ENTRY, category) * situation.maturity();
        }
        if (isKnownPlace(situation, step)) {
            weight = Math.min(weight, MOST_AT_KNOWN_PLACE);
        }
        boolean discounted = weight > 0 && situation.isKeyIntact();
        return evidence(discounted ? weight * WITH_KEY[category] : weight, text(situation, step, discounted));
    }

    @Override
    public void teach(Situation situation, Lesson.Draft lesson) {
        NetworkOrigin here = situation.current().network();
        if (here.address().isEmpty()) {
            return;
        }
        lesson.put(
                situation.isStep() ? Feature.NETWORK_STEP : Feature.NETWORK_ENTRY,
                situation.networkStep().ordinal());
        lesson.add(Known.PREFIX, here.prefix());
        lesson.add(Known.OWNER, here.owner());
        lesson.add(Known.KIND, here.network().kind().name());
    }

    /** A known prefix; for people's devices also the access providers they are known to change between. */
    private static boolean isKnownPlace(Situation situation, NetworkStep step) {
        return step.ordinal() <= NetworkStep.KNOWN_PREFIX.ordinal()
                || (step == NetworkStep.KNOWN_OWNER
                        && situation.isStep()
                        && isRoaming(situation.last().network())
                        && isRoaming(situation.current().network()));
    }

    private static double roamingPrior(Situation situation, NetworkStep step) {
        if (step == NetworkStep.NEW_KIND && isDataCentre(situation.current().network())) {
            return TO_DATA_CENTRE_PRIOR;
        }
        return step == NetworkStep.SAME_OWNER
                        && situation.current().network().network().kind() == Network.Kind.MOBILE
                ? WITHIN_MOBILE_PRIOR
                : ROAMING_PRIOR[step.ordinal()];
    }

    private static boolean isDataCentre(NetworkOrigin origin) {
        return switch (origin.network().kind()) {
            case CLOUD, HOSTING -> true;
            default -> false;
        };
    }

    static boolean isRoaming(NetworkOrigin origin) {
        return switch (origin.network().kind()) {
            case RESIDENTIAL, MOBILE, VPN -> true;
            default -> false;
        };
    }

    private static String text(Situation situation, NetworkStep step, boolean discounted) {
        NetworkOrigin here = situation.current().network();
        String with = discounted ? ", with its key" : "";
        if (!situation.isStep()) {
            return step == NetworkStep.KNOWN_PREFIX
                    ? "the session begins on a known network"
                    : "the session begins on a new network of " + here.inWords() + with;
        }
        return switch (step) {
            case SAME_ADDRESS -> "same address as before";
            case SAME_PREFIX -> "another address of the same network";
            case KNOWN_PREFIX, SAME_OWNER, KNOWN_OWNER, NEW_OWNER, NEW_KIND ->
                (step == NetworkStep.KNOWN_PREFIX ? "moved to a known network, from " : "moved from ")
                        + situation.last().network().inWords() + " to " + here.inWords() + with;
        };
    }
}
