package dev.holdfast.evaluation.keycloak.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.risk.decision.RiskLevel;
import dev.holdfast.risk.history.Outcome;
import dev.holdfast.risk.history.PastObservation;
import dev.holdfast.risk.history.SessionHistory;
import dev.holdfast.risk.network.Network;
import dev.holdfast.risk.report.RiskReport;
import dev.holdfast.risk.signal.Evidence;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session's history as JSON.
 *
 * @param id the {@code sid}
 * @param client the client id
 * @param started when it was first observed, RFC 3339
 * @param ended when trust in it ended, RFC 3339, absent while it has not
 * @param accepted how many requests were judged ever
 * @param rejected how many attempts were refused ever
 * @param observations the newest judged requests, oldest first
 * @param refused the newest refused attempts, oldest first
 * @param reports what others reported of it, oldest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SessionHistoryRepresentation(
        String id,
        String client,
        String started,
        @Nullable String ended,
        long accepted,
        long rejected,
        List<ObservationRepresentation> observations,
        List<ObservationRepresentation> refused,
        List<ReportRepresentation> reports) {

    static SessionHistoryRepresentation of(String id, SessionHistory history, List<RiskReport> reports) {
        Optional<Instant> reportedEnd = reports.stream()
                .filter(report -> report.kind() == RiskReport.Kind.ENDED)
                .map(RiskReport::at)
                .findFirst();
        return new SessionHistoryRepresentation(
                id,
                history.clientId(),
                history.startedAt().toString(),
                history.endedAt().or(() -> reportedEnd).map(Object::toString).orElse(null),
                history.acceptedTotal(),
                history.refusedTotal(),
                history.accepted().stream().map(ObservationRepresentation::of).toList(),
                history.refused().stream().map(ObservationRepresentation::of).toList(),
                reports.stream().map(ReportRepresentation::of).toList());
    }

    /**
     * One report of somebody else.
     *
     * @param at when it came, RFC 3339
     * @param kind {@code raised}, {@code proof_demanded}, {@code proven} or {@code ended}
     * @param weight in nats, as evidence
     * @param text in words
     */
    public record ReportRepresentation(String at, String kind, double weight, String text) {

        static ReportRepresentation of(RiskReport report) {
            return new ReportRepresentation(
                    report.at().toString(),
                    report.kind().name().toLowerCase(Locale.ROOT),
                    report.weightNats(),
                    report.text());
        }
    }

    /**
     * One request.
     *
     * @param at when it arrived, RFC 3339
     * @param grant the grant type
     * @param network whose network it came from
     * @param agent what sent it
     * @param key the proven key, a thumbprint URI, absent without one
     * @param outcome the answer, absent while the decision is on its way
     * @param score in nats
     * @param level LOW, MEDIUM or HIGH
     * @param reasons what it was decided by, strongest first
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ObservationRepresentation(
            String at,
            String grant,
            NetworkRepresentation network,
            String agent,
            @Nullable String key,
            @Nullable String outcome,
            @Nullable Double score,
            @Nullable RiskLevel level,
            List<ReasonRepresentation> reasons) {

        static ObservationRepresentation of(PastObservation past) {
            Outcome outcome = past.outcome().orElse(null);
            return new ObservationRepresentation(
                    past.observation().at().toString(),
                    past.observation().grant(),
                    NetworkRepresentation.of(past.observation().network().network()),
                    past.observation().stack().inWords(),
                    past.observation().key().map(KeyThumbprint::toUri).orElse(null),
                    outcome == null ? null : outcome.answer(),
                    outcome == null ? null : outcome.scoreNats(),
                    outcome == null ? null : RiskLevel.ofAnswer(outcome.answer()),
                    outcome == null
                            ? List.of()
                            : outcome.reasons().stream()
                                    .map(ReasonRepresentation::of)
                                    .toList());
        }
    }

    /**
     * Whose network.
     *
     * @param owner the owner
     * @param kind the kind
     */
    public record NetworkRepresentation(String owner, String kind) {

        static NetworkRepresentation of(Network network) {
            return new NetworkRepresentation(
                    network.owner(), network.kind().name().toLowerCase(Locale.ROOT));
        }
    }

    /**
     * One reason.
     *
     * @param signal the signal
     * @param weight in nats, positive speaks for theft
     * @param text in words
     */
    public record ReasonRepresentation(String signal, double weight, String text) {

        static ReasonRepresentation of(Evidence evidence) {
            return new ReasonRepresentation(evidence.signal(), evidence.weightNats(), evidence.text());
        }
    }
}
