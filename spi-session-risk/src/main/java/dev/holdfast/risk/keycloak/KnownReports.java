package dev.holdfast.risk.keycloak;

import dev.holdfast.risk.report.ReportSubject;
import dev.holdfast.risk.report.Reported;
import dev.holdfast.risk.report.RiskReport;
import dev.holdfast.risk.report.RiskReports;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** What was reported of those who ask this realm for tokens. */
public final class KnownReports {

    private final RealmModel realm;
    private final RiskReports reports;

    private KnownReports(RealmModel realm, RiskReports reports) {
        this.realm = realm;
        this.reports = reports;
    }

    /**
     * The reports of the current realm.
     *
     * @param session the session of a request
     * @return its reports
     */
    public static KnownReports of(KeycloakSession session) {
        return new KnownReports(
                session.getContext().getRealm(),
                session.getProvider(SessionHistoryProvider.class).reports());
    }

    /**
     * Adds a report, kept as long as a session of the realm can live, and a day at least.
     *
     * @param subject whom it is about, see {@link ReportSubject}
     * @param report the report
     */
    public void add(String subject, RiskReport report) {
        long longest = Math.max(realm.getSsoSessionMaxLifespan(), realm.getOfflineSessionIdleTimeout());
        reports.add(subject, report, Duration.ofSeconds(Math.max(longest, Reported.RAISED.toSeconds())));
    }

    /**
     * What was reported of one subject.
     *
     * @param subject the subject
     * @return the reports, oldest first
     */
    public List<RiskReport> about(String subject) {
        return reports.find(Set.of(subject));
    }

    /**
     * Forgets what was reported of one subject.
     *
     * @param subject the subject
     * @return whether anything was known
     */
    public boolean forget(String subject) {
        return reports.forget(subject);
    }

    /** What the reports mean for a request; a demand for a proof is met by the one that came with it. */
    Reported about(TokenRequestReader.Read read, Optional<String> userId, boolean proven) {
        String session = read.subject().key();
        Instant at = read.observation().at();
        Reported reported = Reported.of(
                reports.find(ReportSubject.of(
                        realm.getId(),
                        session,
                        read.subject().clientId(),
                        read.observation().key(),
                        userId)),
                at);
        if (reported.proofDemanded() && proven) {
            add(
                    session,
                    new RiskReport(read.observation().id(), at, RiskReport.Kind.PROVEN, 0, "the key was proven anew"));
            return new Reported(reported.ended(), reported.reports(), false);
        }
        return reported;
    }
}
