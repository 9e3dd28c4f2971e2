package dev.holdfast.binding.infinispan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoTypeId;

/**
 * The keys that an identity has used: bounded, whatever anybody sends.
 *
 * @param keys at most {@value #CAPACITY} keys
 */
@ProtoTypeId(1_920_102)
public record SeenKeyRing(
        @ProtoField(number = 1, collectionImplementation = ArrayList.class)
        List<SeenKey> keys) {

    /** A fleet larger than this registers its keys, or has one client for each member. */
    static final int CAPACITY = 64;

    @ProtoFactory
    public SeenKeyRing {
        keys = List.copyOf(keys);
    }

    boolean contains(String value) {
        return keys.stream().anyMatch(key -> key.value().equals(value));
    }

    /**
     * Uses a key.
     *
     * @param value the thumbprint
     * @param atSeconds the time of the use
     * @param newKeys how many keys may be new in the period
     * @param periodSeconds the period
     * @return the ring with the key, or this ring if the key is new and too many were
     */
    SeenKeyRing use(String value, long atSeconds, int newKeys, long periodSeconds) {
        List<SeenKey> used = new ArrayList<>(keys.size() + 1);
        boolean known = false;
        long recent = 0;
        for (SeenKey key : keys) {
            boolean same = key.value().equals(value);
            known |= same;
            recent += key.firstSeenSeconds() > atSeconds - periodSeconds ? 1 : 0;
            used.add(
                    same
                            ? new SeenKey(value, key.firstSeenSeconds(), Math.max(atSeconds, key.lastSeenSeconds()))
                            : key);
        }
        if (!known) {
            if (recent >= newKeys) {
                return this;
            }
            if (used.size() >= CAPACITY) {
                used.remove(used.stream()
                        .min(Comparator.comparingLong(SeenKey::lastSeenSeconds))
                        .orElseThrow());
            }
            used.add(new SeenKey(value, atSeconds, atSeconds));
        }
        return new SeenKeyRing(used);
    }
}
