package dev.holdfast.risk.signal;

/**
 * What one signal says about one observation.
 *
 * @param signal the name of the signal
 * @param group what kind of evidence it is; only evidence of different groups is independent
 * @param weightNats log-likelihood ratio of theft against normal use: positive speaks for theft
 * @param text the reason in words, with the previous and the current value
 * @param invariant whether something is broken that never happens in normal use
 */
public record Evidence(String signal, Group group, double weightNats, String text, boolean invariant) {

    /** Kinds of evidence. */
    public enum Group {
        /** Possession of the key. */
        BINDING,
        /** Where requests come from. */
        NETWORK,
        /** What sends them. */
        CLIENT,
        /** When they come. */
        TIME,
        /** What is asked for. */
        REQUEST,
        /** What others report. */
        FEEDBACK
    }
}
