package dev.holdfast.evaluation.signal.poll;

import dev.holdfast.evaluation.signal.poll.PollRequest.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One turn with a transmitter: events are asked for, taken in one after the other, and reported with the next request, until
 * there are no more or the time is over. What was taken in is always reported within the turn, for the next one may be another
 * node's. If the node crashes before, the events come again and are known by their ids.
 */
public final class PollTurn {

    private final Exchange exchange;
    private final Intake intake;
    private final int most;
    private final Supplier<Instant> time;
    private final Instant end;

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
     * Does it.
     *
     * @param waits whether the transmitter may keep the first request until it has an event
     * @return how many events were settled
     * @throws PollFailedException if the transmitter cannot be asked, or something could not be taken in; what was, is reported
     */
    public int run(boolean waits) throws PollFailedException {
        PollRequest request = new PollRequest(most, !waits, List.of(), Map.of());
        int settled = 0;
        while (true) {
            PolledSets answer = exchange.poll(request);
            List<String> acknowledged = new ArrayList<>();
            Map<String, Refusal> refused = new LinkedHashMap<>();
            Optional<String> trouble = take(answer, acknowledged, refused);
            int now = acknowledged.size() + refused.size();
            settled += now;
            boolean more = now > 0 && trouble.isEmpty() && time.get().isBefore(end);
            if (more) {
                request = new PollRequest(most, true, acknowledged, refused);
                continue;
            }
            if (now > 0) {
                exchange.poll(new PollRequest(0, true, acknowledged, refused));
            }
            if (trouble.isPresent()) {
                throw new PollFailedException(trouble.get());
            }
            return settled;
        }
    }

    /** One that cannot be taken in holds up the others no longer than this turn. */
    private Optional<String> take(PolledSets answer, List<String> acknowledged, Map<String, Refusal> refused) {
        Optional<String> trouble = Optional.empty();
        for (Map.Entry<String, String> one : answer.sets().entrySet()) {
            SetVerdict verdict = intake.take(one.getValue());
            if (verdict instanceof SetVerdict.Taken) {
                acknowledged.add(one.getKey());
            } else if (verdict instanceof SetVerdict.Refused no) {
                refused.put(one.getKey(), no.why());
            } else if (verdict instanceof SetVerdict.NotNow later) {
                trouble = Optional.of(later.why());
            }
        }
        return trouble;
    }
}
