package dev.holdfast.risk.observation;

/**
 * Where a refresh token stands in the line of its session. Issued and never presented is a lost response, not a fork.
 *
 * @param number the generation of the token that is presented now, from 0
 * @param issued the newest that the server issued for the session
 * @param presented the newest that was presented before this request
 */
public record Generation(long number, long issued, long presented) {

    /** Not told: the history of the session knows it. */
    private static final long UNTOLD = -1;

    /**
     * A generation of which only the number is known.
     *
     * @param number that of the token that is presented now
     * @return the generation
     */
    public static Generation presented(long number) {
        return new Generation(number, UNTOLD, UNTOLD);
    }

    /**
     * How many generations newer the newest presented one is.
     *
     * @return 0 or less in the line, above 0 for a token whose successor was used already
     */
    public long stale() {
        return presented - number;
    }
}
