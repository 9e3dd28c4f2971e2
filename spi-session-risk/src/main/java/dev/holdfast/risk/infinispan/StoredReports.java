package dev.holdfast.risk.infinispan;

import dev.holdfast.risk.report.RiskReport;
import java.util.ArrayList;
import java.util.List;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoTypeId;

/**
 * The reports of one subject as they are stored.
 *
 * @param reports oldest first
 */
@ProtoTypeId(1_920_222)
public record StoredReports(
        @ProtoField(number = 1, collectionImplementation = ArrayList.class)
        List<StoredReport> reports) {

    static final StoredReports NONE = new StoredReports(List.of());

    @ProtoFactory
    public StoredReports {
        reports = List.copyOf(reports);
    }

    List<RiskReport> toReports() {
        return reports.stream().map(StoredReport::toReport).toList();
    }
}
