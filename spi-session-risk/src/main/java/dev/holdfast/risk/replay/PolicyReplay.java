package dev.holdfast.risk.replay;

import dev.holdfast.risk.decision.RiskEngine;
import dev.holdfast.risk.decision.RiskSettings;
import dev.holdfast.risk.envelope.EnvelopeCheck;
import dev.holdfast.risk.history.InMemorySessionHistories;
import dev.holdfast.risk.history.Outcome;
import dev.holdfast.risk.history.SessionHistories;
import dev.holdfast.risk.history.SessionHistory;
import dev.holdfast.risk.journal.JournalEntry;
import dev.holdfast.risk.live.Assessment;
import dev.holdfast.risk.live.LiveIdentities;
import dev.holdfast.risk.observation.Observation;
import dev.holdfast.risk.profile.InMemoryIdentityProfiles;
import dev.holdfast.risk.signal.Signals;
import dev.holdfast.risk.signal.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes journalled decisions again: once under the policy of each, once under a proposed one, both from a state that begins
 * with the first decision. Nothing is acted on: a session that the proposed policy would have ended is judged on as it went
 * on. Holds the state of one identity at a time; for one thread.
 */
public final class PolicyReplay {

    /** Scores are sums of weights rounded to a ten-thousandth; what differs by less is the order of the sum. */
    private static final double SAME_NATS = 1e-9;

    private static final int SESSIONS = 2_000;
    private static final RiskEngine ENGINE = new RiskEngine(Signals.all());

    private final PolicyFile policy;
    private final int most;
    private final Map<String, Long> recorded = new HashMap<>();
    private final Map<String, Long> replayed = new HashMap<>();
    private final Map<String, Long> proposed = new HashMap<>();
    private final List<PolicyComparison.Difference> differences = new ArrayList<>();
    private String identity = "";
    private Course own = new Course();
    private Course other = new Course();
    private EnvelopeCheck envelopes;
    private long decisions;
    private long reproduced;
    private long differing;

    private PolicyReplay(PolicyFile policy, int most) {
        this.policy = policy;
        this.most = most;
        this.envelopes = new EnvelopeCheck(policy.envelopes());
    }

    /**
     * A replay under a proposed policy.
     *
     * @param policy the configuration of the executor {@code session-risk}, JSON as {@code holdfast-replay --policy} takes it,
     *     but without members that are not known: a misspelt one would be passed over
     * @param differences how many differences are kept
     * @return the replay
     * @throws IllegalArgumentException if it is no policy; the message names the member
     */
    public static PolicyReplay under(String policy, int differences) {
        return new PolicyReplay(PolicyFile.readStrictly(policy), differences);
    }

    /**
     * Makes a decision again. Those of an identity follow each other in the order they were made.
     *
     * @param entry the decision
     */
    public void add(JournalEntry entry) {
        if (!entry.subject().identity().equals(identity)) {
            identity = entry.subject().identity();
            own = new Course();
            other = new Course();
            envelopes = new EnvelopeCheck(policy.envelopes());
        }
        Standing toldByPolicy = told(entry);
        Outcome was = entry.outcome();
        Outcome again = own.decide(entry, entry.told(), entry.settings());
        Outcome instead = other.decide(entry, toldByPolicy, policy.settings());
        decisions++;
        recorded.merge(was.answer(), 1L, Long::sum);
        replayed.merge(again.answer(), 1L, Long::sum);
        proposed.merge(instead.answer(), 1L, Long::sum);
        if (was.answer().equals(again.answer()) && Math.abs(was.scoreNats() - again.scoreNats()) < SAME_NATS) {
            reproduced++;
        }
        if (!again.answer().equals(instead.answer())) {
            differing++;
            if (differences.size() < most) {
                differences.add(new PolicyComparison.Difference(
                        entry.observation().id(),
                        entry.observation().at().toString(),
                        entry.subject().clientId(),
                        was.answer(),
                        again.answer(),
                        again.scoreNats(),
                        instead.answer(),
                        instead.scoreNats()));
            }
        }
    }

    /**
     * What came out so far.
     *
     * @return the comparison
     */
    public PolicyComparison comparison() {
        return new PolicyComparison(decisions, reproduced, recorded, replayed, proposed, differing, differences);
    }

    /** A policy without envelopes leaves those that were declared; one with envelopes replaces them. */
    private Standing told(JournalEntry entry) {
        if (policy.envelopes().isEmpty() || !entry.course().judged()) {
            return entry.told();
        }
        SessionHistories.Subject subject = entry.subject();
        Observation observation = entry.observation();
        String ofClient = entry.realmId() + '|' + subject.clientId() + '|';
        Optional<String> breach = envelopes.check(new EnvelopeCheck.Asked(
                subject.identity(),
                subject.clientId(),
                subject.identity().startsWith(ofClient) ? subject.identity().substring(ofClient.length()) : "",
                observation.at(),
                Optional.of(other.histories
                        .find(subject.key())
                        .map(SessionHistory::startedAt)
                        .orElse(observation.at())),
                observation.ask().scopes(),
                observation.ask().audiences()));
        return Standing.told(entry.told().ended(), breach, entry.told().reports());
    }

    /** How the decisions on one identity go on, one after the other. */
    private static final class Course {

        private final InMemorySessionHistories histories = new InMemorySessionHistories(SESSIONS);
        private final Assessment assessment =
                new Assessment(ENGINE, histories, new InMemoryIdentityProfiles(1), new LiveIdentities(1));

        Outcome decide(JournalEntry entry, Standing told, RiskSettings settings) {
            if (!entry.course().judged()) {
                histories.refuse(
                        entry.subject(),
                        entry.observation(),
                        entry.outcome(),
                        entry.course().ended());
                return entry.outcome();
            }
            if (entry.course().challengeAnswered()) {
                assessment.rebound(entry.subject(), entry.observation(), true);
            }
            return assessment
                    .assess(
                            entry.subject(),
                            entry.observation(),
                            told,
                            settings,
                            entry.course().ended())
                    .judgement()
                    .toOutcome();
        }
    }
}
