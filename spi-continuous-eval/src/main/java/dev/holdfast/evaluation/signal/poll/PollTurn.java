package dev.holdfast.evaluation.signal.poll;

import dev.holdfast.evaluation.signal.poll.PollRequest.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One turn with a transmitter: events are asked for, taken in one after the other, and reported with the next request, until
 * there are no more or the time is over. What was taken in is always reported within the turn, for the next one may be another
 * node's. If the node crashes before, the events come again and are known by their ids. The turn goes on as long as something is
 * settled, whatever else is not.
 */
public final class PollTurn {

    private final Exchange exchange;
    private final Intake intake;
    private final int most;
    private final Supplier<Instant> time;
    private final Instant end;
    private final Set<String> setAside = new HashSet<>();
    private Optional<String> trouble = Optional.empty();

    /** Asks a transmitter. */
    @FunctionalInterface
    public interface Exchange {

        /**
         * Asks, within bounded time.
         *
         * @param request what
         * @return what it has
         * @throws PollFailedException if there is no answer that can be used
         */
        PolledSets poll(PollRequest request) throws PollFailedException;
    }

    /** Takes in a token. */
    @FunctionalInterface
    public interface Intake {

        /**
         * Takes it in; what it causes holds when this returns.
         *
         * @param set the token, in compact form
         * @return what became of it
         */
        SetVerdict take(String set);
    }

    /**
     * Prepares a turn.
     *
     * @param exchange asks the transmitter
     * @param intake takes in what it has
     * @param most so many events are asked for at once
     * @param time the time
     * @param end after this no more events are asked for
     */
    public PollTurn(Exchange exchange, Intake intake, int most, Supplier<Instant> time, Instant end) {
        this.exchange = exchange;
        this.intake = intake;
        this.most = most;
        this.time = time;
        this.end = end;
    }

    /**
     * Does it, once.
     *
     * @param waits whether the transmitter may keep the first request until it has an event
     * @return what came of it; what was settled is reported
     * @throws PollFailedException if the transmitter cannot be asked
     */
    public TurnOutcome run(boolean waits) throws PollFailedException {
        PollRequest request = new PollRequest(most, !waits, List.of(), Map.of());
        int settled = 0;
        while (true) {
            PolledSets answer = exchange.poll(request);
            List<String> acknowledged = new ArrayList<>();
            Map<String, Refusal> refused = new LinkedHashMap<>();
            boolean tooMany = take(answer, acknowledged, refused);
            int now = acknowledged.size() + refused.size();
            settled += now;
            if (now > 0 && !tooMany && time.get().isBefore(end)) {
                request = new PollRequest(most, true, acknowledged, refused);
                continue;
            }
            if (now > 0) {
                exchange.poll(new PollRequest(0, true, acknowledged, refused));
            }
            if (tooMany) {
                return new TurnOutcome.TooMany(settled);
            }
            return trouble.isEmpty()
                    ? new TurnOutcome.Done(settled)
                    : new TurnOutcome.Incomplete(settled, trouble.get());
        }
    }

    /** Whether there are too many. One that cannot be taken in holds up no other, and is not tried again in this turn. */
    private boolean take(PolledSets answer, List<String> acknowledged, Map<String, Refusal> refused) {
        for (Map.Entry<String, String> one : answer.sets().entrySet()) {
            if (setAside.contains(one.getKey())) {
                continue;
            }
            SetVerdict verdict = intake.take(one.getValue());
            if (verdict instanceof SetVerdict.TooMany) {
                return true;
            }
            if (verdict instanceof SetVerdict.Taken) {
                acknowledged.add(one.getKey());
            } else if (verdict instanceof SetVerdict.Refused no) {
                refused.put(one.getKey(), no.why());
            } else if (verdict instanceof SetVerdict.NotNow later) {
                setAside.add(one.getKey());
                trouble = Optional.of(later.why());
            }
        }
        return false;
    }
}
