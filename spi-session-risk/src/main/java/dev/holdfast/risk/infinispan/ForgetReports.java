package dev.holdfast.risk.infinispan;

import java.util.function.BiFunction;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.jspecify.annotations.Nullable;

/**
 * Removes the reports of a subject. Pure, as {@link AddReport}.
 *
 * @param subject the subject; a message needs something in it
 */
@ProtoTypeId(1_920_224)
record ForgetReports(
        @ProtoField(number = 1, defaultValue = "") String subject)
        implements BiFunction<String, @Nullable StoredReports, @Nullable StoredReports> {

    @ProtoFactory
    ForgetReports {}

    @Override
    public @Nullable StoredReports apply(String key, @Nullable StoredReports stored) {
        return null;
    }
}
