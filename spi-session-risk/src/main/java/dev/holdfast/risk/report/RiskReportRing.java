package dev.holdfast.risk.report;

import java.util.ArrayList;
import java.util.List;

/** The newest reports of one subject: bounded, whatever is sent, and an end stays. */
public final class RiskReportRing {

    private RiskReportRing() {}

    /**
     * Adds a report.
     *
     * @param known what is known, oldest first
     * @param report the report
     * @return the list with it, at most {@value RiskReport#MOST} long; the same list if its id is known
     */
    public static List<RiskReport> add(List<RiskReport> known, RiskReport report) {
        if (known.stream().anyMatch(one -> one.id().equals(report.id()))) {
            return known;
        }
        List<RiskReport> grown = new ArrayList<>(known);
        grown.add(report);
        if (grown.size() > RiskReport.MOST) {
            grown.remove(oldestThatMayGo(grown));
        }
        return List.copyOf(grown);
    }

    private static int oldestThatMayGo(List<RiskReport> reports) {
        for (int i = 0; i < reports.size(); i++) {
            if (reports.get(i).kind() == RiskReport.Kind.RAISED) {
                return i;
            }
        }
        return reports.get(0).kind() == RiskReport.Kind.ENDED ? 1 : 0;
    }
}
