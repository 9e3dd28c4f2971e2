package dev.holdfast.evaluation.signal.poll;

/** What came of a turn in which the transmitter could be asked. */
public sealed interface TurnOutcome {

    /**
     * How many events took effect, are known to have none, or are refused for good.
     *
     * @return zero or more
     */
    int settled();

    /**
     * All that it gave is settled.
     *
     * @param settled how many events that were
     */
    record Done(int settled) implements TurnOutcome {}

    /**
     * It has more events than are taken of it in a minute; the rest comes again.
     *
     * @param settled how many events were within the limit
     */
    record TooMany(int settled) implements TurnOutcome {}

    /**
     * Not everything that it gave can be taken in at the moment; the rest comes again.
     *
     * @param settled how many events could
     * @param why what happened, for administrators
     */
    record Incomplete(int settled, String why) implements TurnOutcome {}
}
