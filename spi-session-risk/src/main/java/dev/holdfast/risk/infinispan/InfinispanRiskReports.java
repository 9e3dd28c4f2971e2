package dev.holdfast.risk.infinispan;

import dev.holdfast.binding.infinispan.EmbeddedCaches;
import dev.holdfast.risk.report.RiskReport;
import dev.holdfast.risk.report.RiskReports;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.infinispan.Cache;
import org.infinispan.manager.EmbeddedCacheManager;

/** Reports in an embedded Infinispan cache, local or clustered. */
public final class InfinispanRiskReports implements RiskReports {

    /** The format version is part of the name: nodes that do not know it never join the cache. */
    private static final String CACHE = "holdfast-reports-v1";

    private final Cache<String, StoredReports> cache;

    private InfinispanRiskReports(Cache<String, StoredReports> cache) {
        this.cache = cache;
    }

    /**
     * The reports in Keycloak's cache manager; their cache is defined and started if it was not.
     *
     * @param manager Keycloak's cache manager
     * @return the reports
     */
    public static InfinispanRiskReports in(EmbeddedCacheManager manager) {
        return new InfinispanRiskReports(EmbeddedCaches.of(manager, CACHE));
    }

    @Override
    public void add(String subject, RiskReport report, Duration lifespan) {
        cache.compute(subject, new AddReport(StoredReport.of(report)), lifespan.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public List<RiskReport> find(Set<String> subjects) {
        // One round trip for all of them.
        return cache.getAdvancedCache().getAll(subjects).values().stream()
                .flatMap(stored -> stored.toReports().stream())
                .toList();
    }

    @Override
    public boolean forget(String subject) {
        return cache.remove(subject) != null;
    }
}
