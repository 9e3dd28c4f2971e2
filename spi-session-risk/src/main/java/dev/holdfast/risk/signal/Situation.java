package dev.holdfast.risk.signal;

import dev.holdfast.risk.decision.RiskSettings;
import dev.holdfast.risk.history.PastObservation;
import dev.holdfast.risk.history.SessionHistory;
import dev.holdfast.risk.observation.ClientStack;
import dev.holdfast.risk.observation.NetworkOrigin;
import dev.holdfast.risk.observation.Observation;
import dev.holdfast.risk.profile.IdentityProfile;
import dev.holdfast.risk.profile.Known;
import dev.holdfast.risk.profile.NetworkStep;
import dev.holdfast.risk.profile.StackStep;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request with all that signals may look at, and the two steps that several of them need. */
public final class Situation {

    private final Observation current;
    private final SessionHistory history;
    private final NewestClean newest;
    private final IdentityProfile profile;
    private final Standing standing;
    private final RiskSettings settings;
    private final boolean coherent;
    private final NetworkStep networkStep;
    private final StackStep stackStep;
    private final TokenLine line;
    private @Nullable List<PastObservation> past;

    /**
     * A situation.
     *
     * @param current the request
     * @param history the history of its session with the request in it
     * @param coherent whether the history is of one instance, so that steps between its requests mean something
     * @param profile the profile of its identity
     * @param standing what else is known
     * @param settings what the administrator asks
     */
    public Situation(
            Observation current,
            SessionHistory history,
            boolean coherent,
            IdentityProfile profile,
            Standing standing,
            RiskSettings settings) {
        this.current = current;
        this.history = history;
        this.newest = NewestClean.of(history, current);
        this.coherent = coherent;
        this.profile = profile;
        this.standing = standing;
        this.settings = settings;
        this.networkStep = isStep() ? stepFrom(last().network()) : entry();
        this.stackStep = isStep() ? stepFrom(last().stack()) : stackEntry();
        this.line = TokenLine.of(this);
    }

    private Situation(Situation other, Standing standing) {
        this.current = other.current;
        this.history = other.history;
        this.newest = other.newest;
        this.past = other.past;
        this.coherent = other.coherent;
        this.profile = other.profile;
        this.standing = standing;
        this.settings = other.settings;
        this.networkStep = other.networkStep;
        this.stackStep = other.stackStep;
        this.line = other.line;
    }

    /**
     * The same with a fleet event.
     *
     * @param network whether the fleet moved to this network
     * @param stack whether the fleet changed to this client
     * @return the situation
     */
    public Situation withFleet(boolean network, boolean stack) {
        return new Situation(this, standing.moved(network, stack));
    }

    /**
     * Whether there is a request before in the same instance.
     *
     * @return false for the first one, and for bearers that share a history
     */
    public boolean isStep() {
        return coherent && newest.exists();
    }

    Observation last() {
        return newest.observation();
    }

    /** The request before that got tokens, restricted ones too: a rhythm goes on whatever is held against its requests. */
    Observation newestIssued() {
        List<PastObservation> ring = history.accepted();
        for (int i = ring.size() - 1; i >= 0; i--) {
            if (!ring.get(i).observation().id().equals(current.id())) {
                return ring.get(i).observation();
            }
        }
        return current;
    }

    /** Whether restricted requests have displaced all that the request could be compared with. */
    boolean isForgotten() {
        return coherent
                && !newest.exists()
                && history.acceptedTotal() > history.accepted().size();
    }

    /** Where the presented refresh token stands. */
    TokenLine line() {
        return line;
    }

    /** Whether so many clean requests are known, without going through all of them. */
    boolean hasPast(int least) {
        return newest.counts(least);
    }

    /** How long before this request the newest clean one was sent, and that one after the one before it; in milliseconds. */
    long pauseMillis(int back) {
        return newest.pauseMillis(back);
    }

    private NetworkStep stepFrom(NetworkOrigin last) {
        NetworkOrigin here = current.network();
        return switch (here.from(last)) {
            case SAME_ADDRESS -> NetworkStep.SAME_ADDRESS;
            case SAME_PREFIX -> NetworkStep.SAME_PREFIX;
            case SAME_OWNER -> wasHere() ? NetworkStep.KNOWN_PREFIX : NetworkStep.SAME_OWNER;
            case SAME_KIND -> wasHere() ? NetworkStep.KNOWN_PREFIX : other(NetworkStep.NEW_OWNER);
            case OTHER_KIND ->
                wasHere()
                        ? NetworkStep.KNOWN_PREFIX
                        : other(isKnownKind() ? NetworkStep.NEW_OWNER : NetworkStep.NEW_KIND);
        };
    }

    private NetworkStep entry() {
        if (profile.isSeen(Known.PREFIX, current.network().prefix())) {
            return NetworkStep.KNOWN_PREFIX;
        }
        return profile.isSeen(Known.OWNER, current.network().owner())
                ? NetworkStep.SAME_OWNER
                : isKnownKind() ? NetworkStep.NEW_OWNER : NetworkStep.NEW_KIND;
    }

    private NetworkStep other(NetworkStep otherwise) {
        return profile.isKnown(Known.OWNER, current.network().owner()) ? NetworkStep.KNOWN_OWNER : otherwise;
    }

    private boolean wasHere() {
        if (profile.isKnown(Known.PREFIX, current.network().prefix())) {
            return true;
        }
        // One visit between two requests from elsewhere is no acquaintance: so a relay looks.
        int visits = 0;
        for (PastObservation earlier : past()) {
            if (earlier.observation()
                            .network()
                            .prefix()
                            .equals(current.network().prefix())
                    && ++visits >= 2) {
                return true;
            }
        }
        return false;
    }

    private boolean isKnownKind() {
        return profile.isSeen(Known.KIND, current.network().network().kind().name());
    }

    private StackStep stepFrom(ClientStack last) {
        ClientStack stack = current.stack();
        return switch (stack.from(last)) {
            case NONE -> StackStep.SAME;
            case OTHER_BUILD -> known(StackStep.OTHER_BUILD);
            case OTHER_VERSION -> known(StackStep.OTHER_VERSION);
            case OTHER_WIRE, OTHER_VERSION_AND_WIRE -> known(StackStep.OTHER_WIRE);
            case OTHER_PRODUCT -> known(StackStep.OTHER_PRODUCT);
        };
    }

    private StackStep known(StackStep otherwise) {
        return profile.isKnown(Known.STACK, current.stack().name()) ? StackStep.KNOWN : otherwise;
    }

    private StackStep stackEntry() {
        if (profile.isSeen(Known.STACK, current.stack().name())) {
            return StackStep.KNOWN;
        }
        if (!profile.isSeen(Known.PRODUCT, current.stack().product())) {
            return StackStep.OTHER_PRODUCT;
        }
        return profile.isSeen(Known.STACK, current.stack().wire()) ? StackStep.OTHER_VERSION : StackStep.OTHER_WIRE;
    }

    /**
     * The request before in the same instance.
     *
     * @return the newest clean one
     */
    public Optional<Observation> previous() {
        return isStep() ? Optional.of(last()) : Optional.empty();
    }

    /**
     * The request.
     *
     * @return its features
     */
    public Observation current() {
        return current;
    }

    /**
     * The history of the session with the request in it.
     *
     * @return the history
     */
    public SessionHistory history() {
        return history;
    }

    /**
     * What the request is compared with.
     *
     * @return clean requests of the session, oldest first
     */
    public List<PastObservation> past() {
        List<PastObservation> known = past;
        if (known == null) {
            known = history.before(current);
            past = known;
        }
        return known;
    }

    /** {@return what the identity usually does} */
    public IdentityProfile profile() {
        return profile;
    }

    /** {@return what else is known} */
    public Standing standing() {
        return standing;
    }

    /** {@return what the administrator asks} */
    public RiskSettings settings() {
        return settings;
    }

    /**
     * How far the request comes from what is known.
     *
     * @return the step
     */
    public NetworkStep networkStep() {
        return networkStep;
    }

    /**
     * How different its client is from what is known.
     *
     * @return the step
     */
    public StackStep stackStep() {
        return stackStep;
    }

    /**
     * Whether the key is proven and the session's own.
     *
     * @return true for the same key as before
     */
    public boolean isKeyIntact() {
        return current.key().isPresent() && (!newest.exists() || last().key().equals(current.key()));
    }

    /**
     * Whether too little is known of the identity for evidence against entries to count in full.
     *
     * @return from 0, nothing is known, to 1
     */
    public double maturity() {
        return Math.min(1, profile.lessons() / settings.coldLessons());
    }
}
