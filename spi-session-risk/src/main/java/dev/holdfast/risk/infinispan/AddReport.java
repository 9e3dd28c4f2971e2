package dev.holdfast.risk.infinispan;

import dev.holdfast.risk.report.RiskReportRing;
import java.util.function.BiFunction;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.jspecify.annotations.Nullable;

/**
 * The atomic step of {@link InfinispanRiskReports}. Pure: it runs on the primary and again on every backup owner, possibly
 * twice after a failover, and comes to the same result each time.
 *
 * @param report the report
 */
@ProtoTypeId(1_920_223)
record AddReport(@ProtoField(number = 1) StoredReport report)
        implements BiFunction<String, @Nullable StoredReports, StoredReports> {

    @ProtoFactory
    AddReport {}

    @Override
    public StoredReports apply(String subject, @Nullable StoredReports stored) {
        StoredReports known = stored == null ? StoredReports.NONE : stored;
        return new StoredReports(RiskReportRing.add(known.toReports(), report.toReport()).stream()
                .map(StoredReport::of)
                .toList());
    }
}
