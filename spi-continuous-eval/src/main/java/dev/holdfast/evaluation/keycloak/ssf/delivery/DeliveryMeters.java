package dev.holdfast.evaluation.keycloak.ssf.delivery;

import dev.holdfast.evaluation.delivery.Circuit;
import dev.holdfast.evaluation.delivery.DeliveryMetric;
import dev.holdfast.evaluation.delivery.DeliveryVerdict;
import dev.holdfast.evaluation.keycloak.ssf.delivery.OutboxSnapshot.Depth;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The metrics of the delivery on Keycloak's registry. Beyond {@value #MOST_RECEIVERS} receivers the others count as one. */
final class DeliveryMeters {

    private static final int MOST_RECEIVERS = 200;
    private static final String OTHERS = "(others)";

    private final MeterRegistry registry;
    private final MultiGauge depth;
    private final MultiGauge age;
    private final Set<String> named = ConcurrentHashMap.newKeySet();
    private final Set<String> circuits = ConcurrentHashMap.newKeySet();

    DeliveryMeters(MeterRegistry registry) {
        this.registry = registry;
        this.depth = gauges(DeliveryMetric.DEPTH);
        this.age = gauges(DeliveryMetric.AGE);
    }

    void pushed(PushTarget target, DeliveryVerdict verdict, Duration took) {
        String outcome = verdict.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        timer(DeliveryMetric.PUSH, target.realm(), receiver(target), outcome).record(took);
    }

    void arrived(PushTarget target, Duration sinceWritten) {
        timer(DeliveryMetric.LATENCY, target.realm(), receiver(target)).record(sinceWritten);
    }

    /** Shows the circuit of a receiver from now on. */
    void circuit(PushTarget target, String receiverId, Circuit circuit) {
        String receiver = receiver(target);
        if (receiver.equals(OTHERS) || !circuits.add(receiverId)) {
            return;
        }
        Gauge.builder(
                        DeliveryMetric.CIRCUIT.id(),
                        circuit,
                        known -> known.state(Instant.now()).value())
                .description(DeliveryMetric.CIRCUIT.help())
                .tags(tags(DeliveryMetric.CIRCUIT, target.realm(), receiver))
                // Else it would be gone when the worker has nothing to do.
                .strongReference(true)
                .register(registry);
    }

    /** Replaces what is known of the outbox. */
    void outbox(List<Depth> snapshot, Instant now) {
        List<MultiGauge.Row<?>> depths = new ArrayList<>();
        List<MultiGauge.Row<?>> ages = new ArrayList<>();
        for (Depth entry : snapshot.subList(0, Math.min(snapshot.size(), OutboxSnapshot.MOST_ROWS))) {
            depths.add(MultiGauge.Row.of(
                    tags(DeliveryMetric.DEPTH, entry.realm(), entry.receiver(), entry.delivery(), entry.status()),
                    entry.events()));
            if (entry.waits()) {
                double seconds =
                        Math.max(0, Duration.between(entry.oldest(), now).toMillis()) / 1000.0;
                ages.add(MultiGauge.Row.of(
                        tags(DeliveryMetric.AGE, entry.realm(), entry.receiver(), entry.delivery()), seconds));
            }
        }
        depth.register(depths, true);
        age.register(ages, true);
    }

    private String receiver(PushTarget target) {
        String key = target.realm() + "/" + target.receiver();
        if (named.contains(key)) {
            return target.receiver();
        }
        return named.size() < MOST_RECEIVERS && named.add(key) ? target.receiver() : OTHERS;
    }

    private Timer timer(DeliveryMetric metric, String... values) {
        return Timer.builder(metric.id())
                .description(metric.help())
                .tags(tags(metric, values))
                .publishPercentileHistogram(metric == DeliveryMetric.LATENCY)
                .register(registry);
    }

    private MultiGauge gauges(DeliveryMetric metric) {
        return MultiGauge.builder(metric.id()).description(metric.help()).register(registry);
    }

    private static Tags tags(DeliveryMetric metric, String... values) {
        Tags tags = Tags.empty();
        for (int i = 0; i < values.length; i++) {
            tags = tags.and(metric.labels().get(i), values[i]);
        }
        return tags;
    }
}
