package dev.holdfast.risk.infinispan;

import dev.holdfast.binding.infinispan.AtomicCache;
import dev.holdfast.risk.report.RiskReport;
import dev.holdfast.risk.report.RiskReports;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reports in Keycloak's own Infinispan or in an external one. */
public final class InfinispanRiskReports implements RiskReports {

    /** The format version is part of the name: nodes that do not know it never join the cache. */
    public static final String CACHE = "holdfast-reports-v1";

    /** What was forgotten is gone; the lifespan of nothing does not matter. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(1);

    private final AtomicCache<StoredReports> cache;

    /**
     * The reports in a cache.
     *
     * @param cache the cache named {@link #CACHE}
     */
    public InfinispanRiskReports(AtomicCache<StoredReports> cache) {
        this.cache = cache;
    }

    @Override
    public void add(String subject, RiskReport report, Duration lifespan) {
        cache.update(subject, new AddReport(StoredReport.of(report)), lifespan);
    }

    /** All are asked at once and waited for together. */
    @Override
    public List<RiskReport> find(Set<String> subjects) {
        List<CompletableFuture<@Nullable StoredReports>> asked =
                subjects.stream().map(cache::findAsync).toList();
        CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .orTimeout(cache.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .join();
        return asked.stream()
                .map(CompletableFuture::join)
                .filter(Objects::nonNull)
                .flatMap(stored -> stored.toReports().stream())
                .toList();
    }

    @Override
    public boolean forget(String subject) {
        boolean known = cache.find(subject) != null;
        if (known) {
            cache.update(subject, new ForgetReports(subject), FORGOTTEN);
        }
        return known;
    }
}
