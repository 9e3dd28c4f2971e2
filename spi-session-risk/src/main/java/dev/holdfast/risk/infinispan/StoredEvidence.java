package dev.holdfast.risk.infinispan;

import dev.holdfast.risk.signal.Evidence;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoTypeId;

/** {@link Evidence} as it is stored. */
@ProtoTypeId(1_920_201)
record StoredEvidence(
        @ProtoField(number = 1, defaultValue = "") String signal,
        @ProtoField(number = 2, defaultValue = "") String group,
        @ProtoField(number = 3, defaultValue = "0") double weightNats,
        @ProtoField(number = 4, defaultValue = "") String text,
        @ProtoField(number = 5, defaultValue = "false") boolean invariant) {

    @ProtoFactory
    StoredEvidence {}

    static StoredEvidence of(Evidence evidence) {
        return new StoredEvidence(
                evidence.signal(),
                evidence.group().name(),
                evidence.weightNats(),
                evidence.text(),
                evidence.invariant());
    }

    Evidence toEvidence() {
        return new Evidence(signal, Evidence.Group.valueOf(group), weightNats, text, invariant);
    }
}
