package dev.holdfast.risk.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reports in the memory of one process, for tests. Forgets nothing by time. Safe for several threads. */
public final class InMemoryRiskReports implements RiskReports {

    private final Map<String, List<RiskReport>> bySubject = new HashMap<>();

    @Override
    public synchronized void add(String subject, RiskReport report, Duration lifespan) {
        bySubject.merge(subject, List.of(report), (known, more) -> RiskReportRing.add(known, report));
    }

    @Override
    public synchronized List<RiskReport> find(Set<String> subjects) {
        List<RiskReport> found = new ArrayList<>();
        subjects.forEach(subject -> found.addAll(bySubject.getOrDefault(subject, List.of())));
        return found;
    }

    @Override
    public synchronized boolean forget(String subject) {
        return bySubject.remove(subject) != null;
    }
}
