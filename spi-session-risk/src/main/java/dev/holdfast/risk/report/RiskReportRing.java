package dev.holdfast.risk.report;

import dev.holdfast.risk.report.RiskReport.Kind;
import java.util.ArrayList;
import java.util.List;

/** The newest reports of one subject: bounded, whatever is sent. An end stays, and no demand displaces evidence. */
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
            if (isSuperseded(reports, i)) {
                return i;
            }
        }
        for (int i = 0; i < reports.size(); i++) {
            if (reports.get(i).kind() == Kind.RAISED) {
                return i;
            }
        }
        return reports.get(0).kind() == Kind.ENDED ? 1 : 0;
    }

    /** Of demands, and of proofs, only the newest is asked for: the others must not displace evidence. */
    private static boolean isSuperseded(List<RiskReport> reports, int place) {
        Kind kind = reports.get(place).kind();
        return (kind == Kind.PROOF_DEMANDED || kind == Kind.PROVEN)
                && reports.subList(place + 1, reports.size()).stream().anyMatch(later -> later.kind() == kind);
    }
}
