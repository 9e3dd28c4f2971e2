package dev.holdfast.evaluation.signal.poll;

import dev.holdfast.evaluation.signal.poll.PollRequest.Refusal;

/** What became of one token that was polled. */
public sealed interface SetVerdict {

    /** It took effect, or is known to have none: it is acknowledged. */
    record Taken() implements SetVerdict {}

    /**
     * It is refused for good.
     *
     * @param why what the transmitter is told
     */
    record Refused(Refusal why) implements SetVerdict {}

    /**
     * It could not be taken in now: the transmitter is told nothing, so it comes again.
     *
     * @param why for administrators
     */
    record NotNow(String why) implements SetVerdict {}

    /** More came in a minute than are taken of this transmitter: it is told nothing, so that and what follows come again. */
    record TooMany() implements SetVerdict {}
}
