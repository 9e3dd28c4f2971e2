package dev.holdfast.binding.infinispan;

import java.util.List;
import java.util.function.BiFunction;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.jspecify.annotations.Nullable;

/**
 * The atomic step of {@link InfinispanSeenKeys}. Pure: it runs on the primary and again on every backup owner, possibly
 * twice after a failover, and must come to the same result each time.
 *
 * @param value the thumbprint
 * @param atSeconds the time of the use, in seconds since the epoch
 * @param newKeys how many keys may be new in the period
 * @param periodSeconds the period
 */
@ProtoTypeId(1_920_103)
public record UseKey(
        @ProtoField(number = 1, defaultValue = "") String value,
        @ProtoField(number = 2, defaultValue = "0") long atSeconds,
        @ProtoField(number = 3, defaultValue = "0") int newKeys,
        @ProtoField(number = 4, defaultValue = "0") long periodSeconds)
        implements BiFunction<String, @Nullable SeenKeyRing, SeenKeyRing> {

    @ProtoFactory
    public UseKey {}

    @Override
    public SeenKeyRing apply(String identity, @Nullable SeenKeyRing ring) {
        return (ring == null ? new SeenKeyRing(List.of()) : ring).use(value, atSeconds, newKeys, periodSeconds);
    }
}
