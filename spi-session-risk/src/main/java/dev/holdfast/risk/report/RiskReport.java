package dev.holdfast.risk.report;

import java.time.Instant;

/**
 * What somebody reported. Kept in a list of at most {@value #MOST} for each subject.
 *
 * @param id the same id twice is one report, such as the {@code jti} of an event
 * @param at when it was reported
 * @param kind what it means for the next request
 * @param weightNats how much it weighs as evidence, 0 unless it is {@link Kind#RAISED}
 * @param text what, in words; no address, no key, no part of a token
 */
public record RiskReport(String id, Instant at, Kind kind, double weightNats, String text) {

    /** So many reports of one subject are kept; an end is never displaced by what is no end. */
    public static final int MOST = 16;

    /** What a report means for the next request. */
    public enum Kind {
        /** The risk is higher, for {@link Reported#RAISED}. */
        RAISED,
        /** The holder has to prove its key anew before it gets tokens. */
        PROOF_DEMANDED,
        /** It has done so: demands that are older are met. */
        PROVEN,
        /** Trust has ended: whatever comes after is use after end. */
        ENDED
    }
}
