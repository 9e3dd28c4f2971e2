package dev.holdfast.risk.infinispan;

import dev.holdfast.risk.report.RiskReport;
import java.time.Instant;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoTypeId;

/**
 * {@link RiskReport} as it is stored.
 *
 * @param id its id
 * @param atMillis its time
 * @param kind its kind by name
 * @param weightNats its weight
 * @param text its words
 */
@ProtoTypeId(1_920_221)
public record StoredReport(
        @ProtoField(number = 1, defaultValue = "") String id,
        @ProtoField(number = 2, defaultValue = "0") long atMillis,
        @ProtoField(number = 3, defaultValue = "") String kind,
        @ProtoField(number = 4, defaultValue = "0") double weightNats,
        @ProtoField(number = 5, defaultValue = "") String text) {

    /** Longer words are cut. */
    private static final int LONGEST = 120;

    @ProtoFactory
    public StoredReport {}

    static StoredReport of(RiskReport report) {
        return new StoredReport(
                cut(report.id()),
                report.at().toEpochMilli(),
                report.kind().name(),
                report.weightNats(),
                cut(report.text()));
    }

    RiskReport toReport() {
        return new RiskReport(id, Instant.ofEpochMilli(atMillis), RiskReport.Kind.valueOf(kind), weightNats, text);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
