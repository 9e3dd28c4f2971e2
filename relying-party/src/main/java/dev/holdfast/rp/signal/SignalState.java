package dev.holdfast.rp.signal;

import java.util.Optional;

/**
 * How reporting goes, for gauges.
 *
 * @param waiting how many events wait to be sent, apart from the one under way
 * @param sent how many the authorization server has taken in
 * @param dropped how many were not reported: limited, refused, or given up
 * @param lastFailure what went wrong last; empty if nothing did since the last success. Holds no secret
 */
public record SignalState(int waiting, long sent, long dropped, Optional<String> lastFailure) {}
