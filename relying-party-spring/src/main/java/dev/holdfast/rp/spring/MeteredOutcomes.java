package dev.holdfast.rp.spring;

import dev.holdfast.rp.revocation.RevocationIndex;
import dev.holdfast.rp.token.VerificationException.Reason;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** {@code holdfast_rp_authorizations} by {@code outcome}, and the gauge {@code holdfast_rp_revocations}. */
record MeteredOutcomes(MeterRegistry registry) implements Outcomes {

    private static final String NAME = "holdfast.rp.authorizations";

    static MeteredOutcomes of(MeterRegistry registry, RevocationIndex revocations) {
        registry.gauge("holdfast.rp.revocations", revocations, RevocationIndex::size);
        return new MeteredOutcomes(registry);
    }

    @Override
    public void authorized() {
        registry.counter(NAME, "outcome", "authorized").increment();
    }

    @Override
    public void refused(Reason reason) {
        registry.counter(NAME, "outcome", reason.name().toLowerCase(Locale.ROOT))
                .increment();
    }
}
