package dev.holdfast.risk.report;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Keeps what was reported, shared by all nodes. Subjects are named by {@link ReportSubject}. */
public interface RiskReports {

    /**
     * Adds a report in one atomic step. The same report id twice is one report.
     *
     * @param subject whom it is about
     * @param report the report
     * @param lifespan how long the subject can live; from its last report on, all of its reports are kept so long
     */
    void add(String subject, RiskReport report, Duration lifespan);

    /**
     * What was reported of any of some subjects.
     *
     * @param subjects the subjects
     * @return the reports, oldest first within a subject
     */
    List<RiskReport> find(Set<String> subjects);

    /**
     * Forgets what was reported of a subject, for an administrator who knows better.
     *
     * @param subject the subject
     * @return whether anything was known
     */
    boolean forget(String subject);
}
