package dev.holdfast.rp.sidecar;

import dev.holdfast.rp.token.VerificationException.Reason;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often the sidecar said what, since its start. */
final class Decisions {

    private final LongAdder authorized = new LongAdder();
    private final LongAdder forbidden = new LongAdder();
    private final Map<Reason, LongAdder> refused = new ConcurrentHashMap<>();

    void authorized() {
        authorized.increment();
    }

    void forbidden() {
        forbidden.increment();
    }

    void refused(Reason reason) {
        refused.computeIfAbsent(reason, key -> new LongAdder()).increment();
    }

    /** Members of a JSON object. */
    Map<String, Object> toMap() {
        Map<String, Object> reasons = new TreeMap<>();
        refused.forEach((reason, count) -> reasons.put(reason.name(), count.sum()));
        return Map.of("authorized", authorized.sum(), "forbidden", forbidden.sum(), "refused", reasons);
    }
}
