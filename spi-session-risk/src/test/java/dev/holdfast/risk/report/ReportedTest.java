package dev.holdfast.risk.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.risk.report.RiskReport.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportedTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private static RiskReport report(String id, Kind kind, Instant at) {
        return new RiskReport(id, at, kind, kind == Kind.RAISED ? 5 : 0, "risk-level-change");
    }

    @Test
    void of_nothing_isNoStanding() {
        assertThat(Reported.of(List.of(), NOW)).isEqualTo(Reported.NOTHING);
    }

    @Test
    void of_raisedRisk_weighsForADay() {
        RiskReport raised = report("a", Kind.RAISED, NOW);

        assertThat(Reported.of(List.of(raised), NOW.plus(Duration.ofHours(23))).reports())
                .singleElement()
                .satisfies(one -> assertThat(one.weightNats()).isEqualTo(5));
        assertThat(Reported.of(List.of(raised), NOW.plus(Duration.ofHours(24))).reports())
                .isEmpty();
    }

    @Test
    void of_end_neverPasses() {
        assertThat(Reported.of(List.of(report("a", Kind.ENDED, NOW)), NOW.plus(Duration.ofDays(100)))
                        .ended())
                .isPresent();
    }

    @Test
    void of_demand_holdsUntilAProofThatIsYounger() {
        RiskReport demand = report("a", Kind.PROOF_DEMANDED, NOW);

        assertThat(Reported.of(List.of(demand), NOW).proofDemanded()).isTrue();
        assertThat(Reported.of(List.of(report("b", Kind.PROVEN, NOW.minusSeconds(1)), demand), NOW)
                        .proofDemanded())
                .isTrue();
        assertThat(Reported.of(List.of(demand, report("b", Kind.PROVEN, NOW.plusSeconds(1))), NOW)
                        .proofDemanded())
                .isFalse();
    }

    @Test
    void ring_floodOfReports_isBoundedAndDisplacesNoEnd() {
        List<RiskReport> known = List.of(report("end", Kind.ENDED, NOW));
        for (int i = 0; i < 1_000; i++) {
            known = RiskReportRing.add(known, report("r" + i, Kind.RAISED, NOW));
        }
        assertThat(known).hasSize(RiskReport.MOST);
        assertThat(known.get(0).kind()).isEqualTo(Kind.ENDED);
        assertThat(known.get(known.size() - 1).id()).isEqualTo("r999");
    }

    @Test
    void ring_floodOfDemandsAndProofs_displacesNoEvidence() {
        List<RiskReport> known = List.of(report("evidence", Kind.RAISED, NOW));
        for (int i = 0; i < 100; i++) {
            known = RiskReportRing.add(known, report("d" + i, Kind.PROOF_DEMANDED, NOW));
            known = RiskReportRing.add(known, report("p" + i, Kind.PROVEN, NOW));
        }
        assertThat(known).hasSize(RiskReport.MOST);
        assertThat(known).extracting(RiskReport::id).startsWith("evidence").endsWith("d99", "p99");
    }

    @Test
    void ring_sameIdTwice_isOneReport() {
        List<RiskReport> once = RiskReportRing.add(List.of(), report("a", Kind.RAISED, NOW));
        assertThat(RiskReportRing.add(once, report("a", Kind.ENDED, NOW))).isEqualTo(once);
    }

    @Test
    void subject_ofARequest_isFoundByEveryNameOfIt() {
        KeyThumbprint key = KeyThumbprint.dpop("A".repeat(43));
        Set<String> subjects = ReportSubject.of("r", "r|sid|s", "c", Optional.of(key), Optional.of("u"));

        assertThat(subjects)
                .contains(
                        "r|sid|s",
                        ReportSubject.client("r", "c"),
                        ReportSubject.realm("r"),
                        ReportSubject.key("r", key, Optional.empty()),
                        ReportSubject.key("r", key, Optional.of("c")),
                        ReportSubject.user("r", "u", Optional.empty()),
                        ReportSubject.user("r", "u", Optional.of("c")))
                .doesNotContain(ReportSubject.key("r", key, Optional.of("other")));
    }
}
