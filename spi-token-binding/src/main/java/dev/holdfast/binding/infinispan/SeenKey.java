package dev.holdfast.binding.infinispan;

import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoTypeId;

/**
 * One key that an identity has used.
 *
 * @param value the thumbprint
 * @param firstSeenSeconds when it was first used, in seconds since the epoch
 * @param lastSeenSeconds when it was last used, in seconds since the epoch
 */
@ProtoTypeId(1_920_101)
public record SeenKey(
        @ProtoField(number = 1, defaultValue = "") String value,
        @ProtoField(number = 2, defaultValue = "0") long firstSeenSeconds,
        @ProtoField(number = 3, defaultValue = "0") long lastSeenSeconds) {

    @ProtoFactory
    public SeenKey {}
}
