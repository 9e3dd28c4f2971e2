package dev.holdfast.risk.infinispan;

import dev.holdfast.risk.history.HistoryUpdate;
import dev.holdfast.risk.history.SessionHistory;
import dev.holdfast.risk.history.UpdateBytes;
import java.util.function.BiFunction;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.jspecify.annotations.Nullable;

/**
 * The atomic step of the stores in Infinispan: {@link HistoryUpdate} on the stored form. Pure: embedded it runs on the
 * primary and again on every backup owner, possibly twice after a failover, and comes to the same result each time.
 */
@ProtoTypeId(1_920_207)
public final class UpdateHistory implements BiFunction<String, @Nullable StoredHistory, @Nullable StoredHistory> {

    private final byte[] bytes;

    @ProtoFactory
    UpdateHistory(byte[] bytes) {
        this.bytes = bytes;
    }

    static UpdateHistory of(HistoryUpdate update) {
        return new UpdateHistory(UpdateBytes.write(update));
    }

    /**
     * The form of {@link UpdateBytes}.
     *
     * @return the bytes
     */
    @ProtoField(number = 1)
    public byte[] getBytes() {
        return bytes;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // The same object says that nothing changed; to compare all would cost more.
    public @Nullable StoredHistory apply(String key, @Nullable StoredHistory stored) {
        SessionHistory current = StoredHistory.toHistory(stored);
        SessionHistory updated = UpdateBytes.read(bytes).apply(current);
        // The same object tells a store that there is nothing to write.
        return updated == null ? null : updated == current ? stored : StoredHistory.of(updated);
    }
}
