package dev.holdfast.evaluation;

import java.util.Set;

/**
 * A change of trust together with those whom it concerns.
 *
 * @param cause what changed
 * @param audiences client ids and audiences for which tokens of the subject were meant; empty if they cannot be told, and
 *     then only receivers of everything hear of it
 */
public record TrustChange(Cause cause, Set<String> audiences) {

    /** Copies the set. */
    public TrustChange {
        audiences = Set.copyOf(audiences);
    }

    /**
     * Whether a receiver may hear of it: tokens of the subject were meant for it, or it is marked to receive all.
     *
     * @param names the receiver's client id and audiences
     * @param receivesAll whether it is marked so
     * @return whether to tell it
     */
    public boolean concerns(Set<String> names, boolean receivesAll) {
        return receivesAll || names.stream().anyMatch(audiences::contains);
    }
}
