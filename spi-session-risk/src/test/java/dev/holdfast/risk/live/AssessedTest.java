package dev.holdfast.risk.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.risk.decision.Decision;
import dev.holdfast.risk.decision.Judgement;
import dev.holdfast.risk.decision.RiskLevel;
import dev.holdfast.risk.history.Observations;
import dev.holdfast.risk.history.Outcome;
import dev.holdfast.risk.history.PastObservation;
import dev.holdfast.risk.history.SessionHistory;
import dev.holdfast.risk.response.LevelChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssessedTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    /** The answers of a session in order, where a dash is one whose decision is still on its way. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "'', restrict, none",
                "'', allow, none",
                "-, restrict, none",
                "allow, allow, none",
                "allow, restrict, LOW MEDIUM",
                "allow -, restrict, LOW MEDIUM",
                "allow, rebind, LOW MEDIUM",
                "allow, revoke, LOW HIGH",
                "restrict, restrict, none",
                "restrict, rebind, none",
                "rebind, restrict, none",
                "allow rebind, rebind, none",
                "allow rebind, allow, MEDIUM LOW",
                "allow restrict, allow, MEDIUM LOW",
                "restrict allow, allow, none",
                "allow refuse, allow, none",
                "restrict refuse, restrict, none",
                "allow refuse, restrict, LOW MEDIUM",
            })
    void levelChange_afterWhatWasJudgedBefore(String before, String now, String expected) {
        Assessed assessed = new Assessed(new Judgement(decision(now), List.of()), history(before));

        assertThat(assessed.levelChange("t1", NOW, "ci-runner", "s1")).isEqualTo(change(expected));
    }

    /** Which of the earlier requests, counted from 0, is known to have got tokens last. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "'', none",
                "-, none",
                "revoke, none",
                "allow, 0",
                "allow restrict revoke refuse -, 1",
                "revoke allow, 1"
            })
    void lastIssued_isThatOfTheNewestThatGotTokens(String before, Integer expected) {
        Assessed assessed = new Assessed(new Judgement(decision("revoke"), List.of()), history(before));

        assertThat(assessed.lastIssued())
                .isEqualTo(Optional.ofNullable(expected)
                        .map(number -> Observations.usual(number).at()));
    }

    private static Optional<LevelChange> change(String expected) {
        if (expected == null) {
            return Optional.empty();
        }
        String[] levels = expected.split(" ", -1);
        return Optional.of(new LevelChange(
                "t1", NOW, "ci-runner", "s1", RiskLevel.valueOf(levels[0]), RiskLevel.valueOf(levels[1])));
    }

    private static Decision decision(String word) {
        return switch (word) {
            case "allow" -> new Decision.Allow();
            case "restrict" -> new Decision.Restrict(Duration.ofSeconds(60));
            case "rebind" -> new Decision.Rebind();
            default -> new Decision.Revoke();
        };
    }

    private static SessionHistory history(String before) {
        List<PastObservation> accepted = new ArrayList<>();
        List<PastObservation> refused = new ArrayList<>();
        int number = 0;
        for (String answer : before.isEmpty() ? new String[0] : before.split(" ", -1)) {
            Optional<Outcome> outcome =
                    answer.equals("-") ? Optional.empty() : Optional.of(new Outcome(answer, List.of()));
            boolean issued = outcome.map(Outcome::isIssued).orElse(true);
            (issued ? accepted : refused).add(new PastObservation(Observations.usual(number++), outcome));
        }
        accepted.add(new PastObservation(Observations.usual(number), Optional.empty()));
        return new SessionHistory(
                "ci-runner", "key", NOW, accepted, refused, accepted.size(), refused.size(), Optional.empty());
    }
}
