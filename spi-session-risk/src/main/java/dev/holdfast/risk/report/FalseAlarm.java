package dev.holdfast.risk.report;

import dev.holdfast.risk.history.PastObservation;
import dev.holdfast.risk.history.SessionHistory;
import dev.holdfast.risk.observation.Observation;
import dev.holdfast.risk.profile.IdentityProfile;
import dev.holdfast.risk.profile.Known;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A request that was restricted or challenged and, as an administrator says, wrongly. What broke an invariant is no false
 * alarm, and teaches nothing.
 *
 * @param observation the request
 */
public record FalseAlarm(Observation observation) {

    private static final Set<String> ALARMS = Set.of("restrict", "rebind");

    /**
     * The newest alarm of a session.
     *
     * @param history its history
     * @return the alarm, empty if there was none
     */
    public static Optional<FalseAlarm> in(SessionHistory history) {
        return Stream.concat(history.accepted().stream(), history.refused().stream())
                .filter(past -> past.outcome()
                        .filter(outcome -> ALARMS.contains(outcome.answer()))
                        .isPresent())
                .map(PastObservation::observation)
                .max(Comparator.comparing(Observation::at))
                .map(FalseAlarm::new);
    }

    /**
     * The profile after it: network and program of the request are known from now on.
     *
     * @param profile the profile before
     * @return the profile after
     */
    public IdentityProfile teach(IdentityProfile profile) {
        return profile.adopt(Known.PREFIX, observation.network().prefix())
                .adopt(Known.OWNER, observation.network().owner())
                .adopt(Known.KIND, observation.network().network().kind().name())
                .adopt(Known.STACK, observation.stack().name());
    }

    /**
     * What is learned, in words.
     *
     * @return network and program
     */
    public List<String> inWords() {
        return List.of(observation.network().inWords(), observation.stack().inWords());
    }
}
