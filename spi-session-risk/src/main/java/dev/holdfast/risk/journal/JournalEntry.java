package dev.holdfast.risk.journal;

import dev.holdfast.binding.Mode;
import dev.holdfast.risk.decision.RiskSettings;
import dev.holdfast.risk.history.Outcome;
import dev.holdfast.risk.history.SessionHistories;
import dev.holdfast.risk.observation.Observation;
import dev.holdfast.risk.signal.Evidence;
import dev.holdfast.risk.signal.Standing;
import java.util.Optional;

/**
 * One decision with all that it was made of, so that it can be read and made again. Features only: neither an address nor a
 * user agent nor a token is in it.
 *
 * @param realmId the realm
 * @param subject whose request it was
 * @param observation the features of the request
 * @param told what was known from elsewhere: ends, breaches, reports
 * @param course how the decision came about
 * @param mode whether it was acted on
 * @param settings the numbers of the policy that it was made by
 * @param outcome the answer and its reasons
 */
public record JournalEntry(
        String realmId,
        SessionHistories.Subject subject,
        Observation observation,
        Standing told,
        Course course,
        Mode mode,
        RiskSettings settings,
        Outcome outcome) {

    /**
     * How a decision came about.
     *
     * @param judged whether the request was judged; false for one that the binding refused before
     * @param challengeAnswered whether it answered a challenge for a fresh proof
     * @param ended whether trust in the session ended with it
     */
    public record Course(boolean judged, boolean challengeAnswered, boolean ended) {}

    /**
     * The invariant that decided.
     *
     * @return its signal, empty if none was broken
     */
    public Optional<String> invariant() {
        return outcome.reasons().stream()
                .filter(Evidence::invariant)
                .map(Evidence::signal)
                .findFirst();
    }

    /**
     * The policy that judged.
     *
     * @return its name, empty for what the binding refused before
     */
    public Optional<String> policyHash() {
        return course.judged() ? Optional.of(PolicyHash.of(settings)) : Optional.empty();
    }
}
