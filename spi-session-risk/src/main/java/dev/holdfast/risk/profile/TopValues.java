package dev.holdfast.risk.profile;

import java.util.Arrays;

/**
 * The most frequent values with their decayed counts: a fixed size whatever is sent. A new value takes the place of the
 * rarest and starts at its own count, so that a flood of values neither displaces the frequent ones nor inherits from them.
 * The arrays are never changed.
 *
 * @param hashes 64-bit hashes of the values
 * @param counts how often each was seen
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and never changed; 20 boxed numbers would cost a kilobyte.
record TopValues(long[] hashes, float[] counts) {

    static final TopValues EMPTY = new TopValues(new long[0], new float[0]);

    float count(long hash) {
        for (int i = 0; i < hashes.length; i++) {
            if (hashes[i] == hash) {
                return counts[i];
            }
        }
        return 0;
    }

    TopValues plus(long hash, float amount, int capacity) {
        int slot = slot(hash, capacity);
        boolean grows = slot == hashes.length;
        long[] newHashes = grows ? Arrays.copyOf(hashes, slot + 1) : hashes.clone();
        float[] newCounts = grows ? Arrays.copyOf(counts, slot + 1) : counts.clone();
        newCounts[slot] = newHashes[slot] == hash && !grows ? newCounts[slot] + amount : amount;
        newHashes[slot] = hash;
        return new TopValues(newHashes, newCounts);
    }

    TopValues times(float factor) {
        float[] decayed = counts.clone();
        for (int i = 0; i < decayed.length; i++) {
            decayed[i] *= factor;
        }
        return new TopValues(hashes, decayed);
    }

    private int slot(long hash, int capacity) {
        int rarest = 0;
        for (int i = 0; i < hashes.length; i++) {
            if (hashes[i] == hash) {
                return i;
            }
            rarest = counts[i] < counts[rarest] ? i : rarest;
        }
        return hashes.length < capacity ? hashes.length : rarest;
    }

    /** A well-mixed 64-bit hash of a text that is no secret or is hashed with a key already. */
    static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash ^ (hash >>> 32);
    }
}
