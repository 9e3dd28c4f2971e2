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

    /** A longer reason is cut. */
    private static final int LONGEST = 120;

    @ProtoFactory
    StoredEvidence {}

    static StoredEvidence of(Evidence evidence) {
        return new StoredEvidence(
                evidence.signal(),
                evidence.group().name(),
                evidence.weightNats(),
                cut(evidence.text()),
                evidence.invariant());
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    /** An upper bound of the size on the wire. */
    int bytes() {
        return 24 + signal.length() + group.length() + 3 * text.length();
    }

    Evidence toEvidence() {
        return new Evidence(signal, Evidence.Group.valueOf(group), weightNats, text, invariant);
    }
}
