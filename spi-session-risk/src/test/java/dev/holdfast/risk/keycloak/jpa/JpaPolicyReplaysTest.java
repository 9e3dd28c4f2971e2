package dev.holdfast.risk.keycloak.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.risk.keycloak.ReplayStatus;
import dev.holdfast.risk.replay.PolicyComparison;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What starts, follows, cancels and ends replays of a policy, each a row. */
class JpaPolicyReplaysTest extends JpaTables {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private boolean isSeen(long done, Instant now) {
        return transaction(entities -> new PolicyReplayTable(entities).seen("r", "one", done, now));
    }

    private boolean isRemoved() {
        return transaction(entities -> new PolicyReplayTable(entities).remove("r", "one"));
    }

    private boolean claim(String realm, String id, Instant now) {
        return transaction(entities ->
                new PolicyReplayTable(entities).claim(realm, new PolicyReplayTable.Planned(id, 10, false), now));
    }

    private Optional<ReplayStatus> find(String realm, String id, Instant now) {
        return transaction(entities -> new PolicyReplayTable(entities).find(realm, id, now));
    }

    @Test
    void replay_whileOneRuns_isNotStartedInItsRealm() {
        assertThat(claim("r", "one", NOW)).isTrue();
        assertThat(claim("r", "two", NOW.plusSeconds(30))).isFalse();
        assertThat(claim("other", "three", NOW)).isTrue();

        assertThat(find("r", "one", NOW)).map(ReplayStatus::state).contains(ReplayStatus.State.RUNNING);
        assertThat(find("r", "two", NOW)).isEmpty();
    }

    @Test
    void replay_whoseNodeIsGone_hasFailedAndMakesRoom() {
        claim("r", "one", NOW);
        Instant later = NOW.plus(PolicyReplayTable.SILENCE).plusSeconds(1);

        assertThat(find("r", "one", later)).map(ReplayStatus::state).contains(ReplayStatus.State.FAILED);
        assertThat(claim("r", "two", later)).isTrue();
        assertThat(isSeen(5, later)).isFalse();
    }

    @Test
    void replay_thatIsCancelled_hearsOfItAtItsNextPage() {
        claim("r", "one", NOW);
        assertThat(isSeen(5, NOW)).isTrue();
        assertThat(find("r", "one", NOW)).map(ReplayStatus::done).contains(5L);

        assertThat(isRemoved()).isTrue();

        assertThat(isSeen(6, NOW)).isFalse();
        assertThat(find("r", "one", NOW)).isEmpty();
        assertThat(claim("r", "two", NOW)).isTrue();
    }

    @Test
    void replay_thatHasEnded_tellsWhatCameOut() {
        PolicyComparison comparison = new PolicyComparison(
                3,
                2,
                Map.of("allow", 3L),
                Map.of("allow", 2L, "restrict", 1L),
                Map.of("rebind", 3L),
                3,
                List.of(new PolicyComparison.Difference(
                        "id", "2026-11-20T12:00:00Z", "c", "allow", "allow", 1.5, "rebind", 7.25)));
        claim("r", "one", NOW);

        transaction(entities -> {
            new PolicyReplayTable(entities).end("r", "one", ReplayStatus.State.DONE, comparison);
            return true;
        });

        ReplayStatus status = find("r", "one", NOW).orElseThrow();
        assertThat(status.state()).isEqualTo(ReplayStatus.State.DONE);
        assertThat(status.comparison()).contains(comparison);
    }
}
