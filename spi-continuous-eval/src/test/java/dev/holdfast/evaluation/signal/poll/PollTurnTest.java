package dev.holdfast.evaluation.signal.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.evaluation.signal.RefusedSetException.Code;
import dev.holdfast.evaluation.signal.poll.PollRequest.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Against a transmitter that keeps what is not acknowledged, as RFC 8936 has it. */
class PollTurnTest {

    private static final Instant BEGIN = Instant.ofEpochSecond(1_800_000_000L);
    private static final Refusal NO = new Refusal(Code.INVALID_KEY, "unknown");

    private final Map<String, String> kept = new LinkedHashMap<>();
    private final List<PollRequest> requests = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();
    private Function<String, SetVerdict> verdict = set -> new SetVerdict.Taken();
    private Instant now = BEGIN;

    private PolledSets answer(PollRequest request) {
        requests.add(request);
        request.acknowledged().forEach(kept::remove);
        request.refused().keySet().forEach(kept::remove);
        Map<String, String> given = new LinkedHashMap<>();
        kept.entrySet().stream().limit(request.maxEvents()).forEach(one -> given.put(one.getKey(), one.getValue()));
        return new PolledSets(given);
    }

    private SetVerdict take(String set) {
        taken.add(set);
        return verdict.apply(set);
    }

    private int turn(boolean waits) throws PollFailedException {
        TurnOutcome outcome = outcome(waits);
        assertThat(outcome).isInstanceOf(TurnOutcome.Done.class);
        return outcome.settled();
    }

    private TurnOutcome outcome(boolean waits) throws PollFailedException {
        return new PollTurn(this::answer, this::take, 2, () -> now, BEGIN.plusSeconds(60)).run(waits);
    }

    private void keep(String... ids) {
        for (String id : ids) {
            kept.put(id, "set-" + id);
        }
    }

    @Test
    void turn_withoutEvents_asksOnceAndMayWait() throws Exception {
        assertThat(turn(true)).isZero();
        assertThat(requests).containsExactly(new PollRequest(2, false, List.of(), Map.of()));
        turn(false);
        assertThat(requests.get(1).returnImmediately()).isTrue();
    }

    @Test
    void turn_withEvents_takesAllAndReportsEachAfterIt() throws Exception {
        keep("a", "b", "c");
        assertThat(turn(true)).isEqualTo(3);
        assertThat(taken).containsExactly("set-a", "set-b", "set-c");
        assertThat(requests)
                .extracting(PollRequest::acknowledged)
                .containsExactly(List.of(), List.of("a", "b"), List.of("c"));
        // Whoever has the next turn, nothing waits to be acknowledged.
        assertThat(kept).isEmpty();
    }

    @Test
    void turn_withARefusedEvent_saysWhy() throws Exception {
        keep("a", "b");
        verdict = set -> set.equals("set-a") ? new SetVerdict.Refused(NO) : new SetVerdict.Taken();
        assertThat(turn(false)).isEqualTo(2);
        assertThat(requests.get(1).members())
                .containsEntry("ack", List.of("b"))
                .containsEntry("setErrs", Map.of("a", Map.of("err", "invalid_key", "description", "unknown")));
    }

    @Test
    void turn_withAnEventThatCannotBeTakenNow_takesTheOthersAndTriesItOnce() throws Exception {
        keep("a", "b", "c", "d");
        verdict = set -> set.equals("set-a") ? new SetVerdict.NotNow("no keys") : new SetVerdict.Taken();
        assertThat(outcome(false)).isEqualTo(new TurnOutcome.Incomplete(3, "no keys"));
        assertThat(kept).containsOnlyKeys("a");
        assertThat(taken).containsExactly("set-a", "set-b", "set-c", "set-d");
    }

    @Test
    void turn_withNothingButEventsThatCannotBeTakenNow_asksOnceAndReportsNothing() throws Exception {
        keep("a", "b", "c");
        verdict = set -> new SetVerdict.NotNow("no keys");
        assertThat(outcome(false)).isEqualTo(new TurnOutcome.Incomplete(0, "no keys"));
        assertThat(requests).hasSize(1);
        assertThat(kept).hasSize(3);
    }

    @Test
    void turn_overTheLimitOfTheTransmitter_reportsWhatWasWithinAndStops() throws Exception {
        keep("a", "b", "c", "d");
        verdict = set -> taken.size() > 3 ? new SetVerdict.TooMany() : new SetVerdict.Taken();
        assertThat(outcome(false)).isEqualTo(new TurnOutcome.TooMany(3));
        assertThat(requests.get(2)).isEqualTo(new PollRequest(0, true, List.of("c"), Map.of()));
        assertThat(kept).containsOnlyKeys("d");
    }

    /** A node that crashes, or a transmitter that is gone, between the effect and its acknowledgement. */
    @Test
    void turn_thatEndsBeforeTheAcknowledgement_leavesTheEventForTheNext() {
        keep("a");
        PollTurn dying = new PollTurn(
                request -> {
                    if (!request.acknowledged().isEmpty()) {
                        throw new PollFailedException("gone");
                    }
                    return answer(request);
                },
                this::take,
                2,
                () -> now,
                BEGIN.plusSeconds(60));
        assertThatThrownBy(() -> dying.run(false)).hasMessage("gone");
        assertThat(kept).containsOnlyKeys("a");
        assertThat(taken).containsExactly("set-a");
    }

    @Test
    void turn_overItsTime_acknowledgesAndAsksForNoMore() throws Exception {
        keep("a", "b", "c");
        verdict = set -> {
            now = BEGIN.plusSeconds(60);
            return new SetVerdict.Taken();
        };
        assertThat(turn(false)).isEqualTo(2);
        assertThat(requests.get(1).maxEvents()).isZero();
        assertThat(kept).containsOnlyKeys("c");
    }

    @Test
    void answer_withMoreThanWasAskedFor_isCutOff() throws Exception {
        Map<String, Object> sets = new LinkedHashMap<>();
        for (int i = 0; i < 5; i++) {
            sets.put("id" + i, i == 1 ? Map.of() : "set");
        }
        assertThat(PolledSets.of(Map.of("sets", sets), 3).sets())
                .containsExactly(Map.entry("id0", "set"), Map.entry("id1", ""), Map.entry("id2", "set"));
        assertThatThrownBy(() -> PolledSets.of(Map.of("sets", "none"), 3)).isInstanceOf(PollFailedException.class);
        assertThatThrownBy(() -> PolledSets.of(Map.of(), 3)).isInstanceOf(PollFailedException.class);
    }
}
