package dev.holdfast.binding;

import dev.holdfast.events.KeyThumbprint;
import java.util.Set;

/**
 * Which keys an identity may use. Binding to <em>a</em> key is not enough: a thief who holds the client secret asks for a
 * token with a key of his own.
 */
public enum KeyAdmission {
    /** Only keys that an administrator or the client's JWKS has named. */
    REGISTERED,
    /** A key that was not seen before is accepted, a limited number in a period of time; the default. */
    FIRST_SEEN,
    /** Every key. */
    ANY;

    /** What is said about one key. */
    public enum Verdict {
        /** The key was named, or used before. */
        KNOWN,
        /** The key was not seen before and may be used. */
        NEW,
        /** The key was used with stolen credentials and is barred for the identity. */
        BARRED,
        /** Only registered keys may be used and this is none of them. */
        NOT_REGISTERED,
        /** Too many new keys in the period. */
        TOO_MANY_NEW,
        /** The memory of seen keys does not answer. */
        UNAVAILABLE
    }

    /**
     * Judges one key before the memory of seen keys is asked.
     *
     * @param key the key
     * @param barred the keys barred for the identity
     * @param registered the keys named for the identity
     * @return the verdict, or {@link Verdict#NEW} where the memory of seen keys has to decide
     */
    public Verdict judge(KeyThumbprint key, Set<String> barred, Set<String> registered) {
        if (barred.contains(key.value())) {
            return Verdict.BARRED;
        }
        if (registered.contains(key.value())) {
            return Verdict.KNOWN;
        }
        return this == REGISTERED ? Verdict.NOT_REGISTERED : Verdict.NEW;
    }
}
