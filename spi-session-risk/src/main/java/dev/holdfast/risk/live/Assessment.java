package dev.holdfast.risk.live;

import dev.holdfast.risk.decision.Decision;
import dev.holdfast.risk.decision.Judgement;
import dev.holdfast.risk.decision.RiskEngine;
import dev.holdfast.risk.decision.RiskSettings;
import dev.holdfast.risk.history.SessionHistories;
import dev.holdfast.risk.history.SessionHistory;
import dev.holdfast.risk.observation.Observation;
import dev.holdfast.risk.profile.IdentityProfile;
import dev.holdfast.risk.profile.IdentityProfiles;
import dev.holdfast.risk.profile.Known;
import dev.holdfast.risk.profile.Lesson;
import dev.holdfast.risk.profile.NetworkStep;
import dev.holdfast.risk.profile.StackStep;
import dev.holdfast.risk.signal.Situation;
import dev.holdfast.risk.signal.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The whole way of one observation: into the history, judged with the profile, lessons into quarantine or out of it. The
 * server and the replay tool both go it, with their own stores.
 */
@SuppressWarnings("EnumOrdinal") // The index into the tables of a feature; the stored form has a version.
public final class Assessment {

    private final RiskEngine engine;
    private final SessionHistories histories;
    private final IdentityProfiles profiles;
    private final LiveIdentities live;

    /**
     * Assesses with some stores.
     *
     * @param engine the engine
     * @param histories the histories
     * @param profiles the profiles
     * @param live what this node knows of live sessions
     */
    public Assessment(RiskEngine engine, SessionHistories histories, IdentityProfiles profiles, LiveIdentities live) {
        this.engine = engine;
        this.histories = histories;
        this.profiles = profiles;
        this.live = live;
    }

    /**
     * Assesses an observation.
     *
     * @param subject whose it is
     * @param observation the observation
     * @param told what is known from elsewhere: ends, breaches, reports
     * @param settings what the administrator asks
     * @param ends whether a revocation ends the session from now on
     * @return the judgement, and what it was judged by
     */
    public Assessed assess(
            SessionHistories.Subject subject,
            Observation observation,
            Standing told,
            RiskSettings settings,
            boolean ends) {
        SessionHistory history = histories.observe(subject, observation);
        IdentityProfile profile = profiles.find(subject.identity()).orElse(IdentityProfile.EMPTY);
        Judgement judgement = live.with(
                subject.identity(),
                identity -> judge(identity, subject, observation, told, settings, history, profile));
        boolean ended = ends && judgement.decision() instanceof Decision.Revoke;
        histories.conclude(
                subject,
                observation.id(),
                judgement.toOutcome(),
                ended ? Optional.of(observation.at()) : Optional.empty());
        return new Assessed(judgement, history);
    }

    /**
     * Says how a rebind went. One that was passed proves the key, not the place: the caller is not asked again, but stays
     * restricted, and nothing is learned from it.
     *
     * @param subject whose session
     * @param observation the request that was challenged
     * @param passed whether the caller proved the key
     */
    public void rebound(SessionHistories.Subject subject, Observation observation, boolean passed) {
        Instant at = observation.at();
        live.with(subject.identity(), identity -> {
            identity.rebound(place(subject, observation), passed, at);
            return at;
        });
    }

    private Judgement judge(
            LiveIdentity identity,
            SessionHistories.Subject subject,
            Observation observation,
            Standing told,
            RiskSettings settings,
            SessionHistory history,
            IdentityProfile profile) {
        identity.see(subject.key(), observation);
        Instant ended = history.endedAt().orElse(null);
        boolean challenged = !identity.isUnchallenged();
        String place = challenged ? place(subject, observation) : "";
        Standing standing = new Standing(
                told.ended().isPresent() || ended == null ? told.ended() : Optional.of("the session ended at " + ended),
                told.breach(),
                told.reports(),
                identity.overlap(observation),
                identity.liveSessions(),
                identity.lastHour(),
                false,
                false,
                challenged && identity.hasFailed(place, observation.at()),
                challenged && identity.hasPassed(place, observation.at()));
        Situation situation = fleet(
                identity,
                subject,
                new Situation(observation, history, subject.coherent(), profile, standing, settings));
        Judgement judgement = engine.judge(situation);
        if (judgement.decision() instanceof Decision.Allow) {
            List<Lesson> released = new ArrayList<>(identity.release(subject.key(), observation.at()));
            identity.heldStep(subject.key()).ifPresent(released::add);
            identity.quarantine(subject.key(), engine.lesson(situation));
            learn(subject.identity(), profile, released, situation);
        } else {
            identity.discard(subject.key());
            if (judgement.decision() instanceof Decision.Restrict && situation.isStep()) {
                identity.hold(subject.key(), Lesson.ofStep(observation.at(), situation.networkStep()));
            }
        }
        return judgement;
    }

    private void learn(String identity, IdentityProfile profile, List<Lesson> lessons, Situation situation) {
        IdentityProfile learned = profile;
        for (Lesson lesson : lessons) {
            learned = learned.learn(lesson);
        }
        Observation observation = situation.current();
        if (situation.standing().fleetNetwork()) {
            learned = learned.adopt(Known.PREFIX, observation.network().prefix())
                    .adopt(Known.OWNER, observation.network().owner())
                    .adopt(Known.KIND, observation.network().network().kind().name());
        }
        if (situation.standing().fleetStack()) {
            learned = learned.adopt(Known.STACK, observation.stack().name());
        }
        if (learned != profile) {
            profiles.keep(identity, learned);
        }
    }

    /** A thief who moves one session cannot make it look like a fleet that moves with its keys, or as bearers, together. */
    private static Situation fleet(LiveIdentity identity, SessionHistories.Subject subject, Situation situation) {
        Observation here = situation.current();
        NetworkStep network = situation.networkStep();
        StackStep stack = situation.stackStep();
        boolean moved = network.ordinal() >= NetworkStep.SAME_OWNER.ordinal();
        boolean changed = stack != StackStep.SAME;
        if (!situation.isStep() || !(moved || changed)) {
            return situation;
        }
        boolean intact = situation.isKeyIntact()
                || situation.previous().map(last -> last.key().isEmpty()).orElse(false);
        if (!intact) {
            return situation;
        }
        boolean fleetNetwork = moved
                && together(
                        identity,
                        subject,
                        situation,
                        network == NetworkStep.SAME_OWNER
                                ? "prefix " + here.network().prefix()
                                : "owner " + here.network().owner());
        boolean fleetStack = changed
                && together(
                        identity, subject, situation, "stack " + here.stack().name());
        return fleetNetwork || fleetStack ? situation.withFleet(fleetNetwork, fleetStack) : situation;
    }

    private static boolean together(
            LiveIdentity identity, SessionHistories.Subject subject, Situation situation, String target) {
        Instant at = situation.current().at();
        RiskSettings settings = situation.settings();
        return identity.movesTogether(subject.key(), target, at, settings.fleetSessions(), settings.fleetPercent());
    }

    private static String place(SessionHistories.Subject subject, Observation observation) {
        return subject.key()
                + ' '
                + observation.network().prefix()
                + ' '
                + observation.stack().name();
    }
}
