package dev.holdfast.risk.infinispan;

import dev.holdfast.risk.history.HistoryBytes;
import dev.holdfast.risk.history.SessionHistory;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.jspecify.annotations.Nullable;

/** {@link SessionHistory} as it is stored: at most {@value HistoryBytes#MOST} bytes. */
@ProtoTypeId(1_920_206)
public final class StoredHistory {

    private final byte[] bytes;

    @ProtoFactory
    StoredHistory(byte[] bytes) {
        this.bytes = bytes;
    }

    static StoredHistory of(SessionHistory history) {
        return new StoredHistory(HistoryBytes.write(history));
    }

    /**
     * The form of {@link HistoryBytes}.
     *
     * @return the bytes
     */
    @ProtoField(number = 1)
    public byte[] getBytes() {
        return bytes;
    }

    static @Nullable SessionHistory toHistory(@Nullable StoredHistory stored) {
        return stored == null ? null : HistoryBytes.read(stored.bytes).orElse(null);
    }
}
