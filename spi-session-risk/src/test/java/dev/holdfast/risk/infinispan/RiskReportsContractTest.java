package dev.holdfast.risk.infinispan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.binding.infinispan.EmbeddedCaches;
import dev.holdfast.risk.report.InMemoryRiskReports;
import dev.holdfast.risk.report.RiskReport;
import dev.holdfast.risk.report.RiskReport.Kind;
import dev.holdfast.risk.report.RiskReports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.manager.DefaultCacheManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every store of reports does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RiskReportsContractTest {

    private static final Duration LIFESPAN = Duration.ofHours(1);

    private final DefaultCacheManager manager = new DefaultCacheManager(new GlobalConfigurationBuilder().build());

    Stream<RiskReports> stores() {
        return Stream.of(
                new InMemoryRiskReports(),
                new InfinispanRiskReports(
                        EmbeddedCaches.of(manager, InfinispanRiskReports.CACHE, Duration.ofSeconds(10))));
    }

    @AfterAll
    void stop() {
        try {
            manager.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RiskReport report(String id, Kind kind) {
        return new RiskReport(id, Instant.ofEpochMilli(1_700_000_000_123L), kind, 2.5, "credential-compromise");
    }

    @ParameterizedTest
    @MethodSource("stores")
    void find_whatWasAdded_givesItBackAsItWas(RiskReports reports) {
        String subject = UUID.randomUUID().toString();
        for (Kind kind : Kind.values()) {
            reports.add(subject, report(kind.name(), kind), LIFESPAN);
        }

        assertThat(reports.find(Set.of(subject, "somebody else")))
                .containsExactlyElementsOf(Stream.of(Kind.values())
                        .map(kind -> report(kind.name(), kind))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("stores")
    void add_sameIdTwice_isOneReport(RiskReports reports) {
        String subject = UUID.randomUUID().toString();
        reports.add(subject, report("a", Kind.RAISED), LIFESPAN);
        reports.add(subject, report("a", Kind.RAISED), LIFESPAN);

        assertThat(reports.find(Set.of(subject))).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("stores")
    void forget_subject_forgetsAllOfItOnce(RiskReports reports) {
        String subject = UUID.randomUUID().toString();
        reports.add(subject, report("a", Kind.ENDED), LIFESPAN);

        assertThat(reports.forget(subject)).isTrue();
        assertThat(reports.forget(subject)).isFalse();
        assertThat(reports.find(Set.of(subject))).isEmpty();
    }
}
