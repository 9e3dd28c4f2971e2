package dev.holdfast.benchmarks.delivery;

import dev.holdfast.benchmarks.delivery.MeasuredRealm.Revocation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Many sessions that end at once, and the receivers that hear of each of them. */
final class Burst implements AutoCloseable {

    private final MeasuredRealm realm;
    private final List<MeasuredReceiver> receivers = new ArrayList<>();

    private Burst(MeasuredRealm realm) {
        this.realm = realm;
    }

    static Burst to(MeasuredRealm realm, int receivers) throws IOException {
        Burst burst = new Burst(realm);
        for (int i = 0; i < receivers; i++) {
            MeasuredReceiver receiver = MeasuredReceiver.at(0);
            burst.receivers.add(receiver);
            realm.addReceiver("receiver-" + i, receiver.address());
        }
        return burst;
    }

    /**
     * From the first decision to the last event received.
     *
     * @param threads how many requests end sessions at the same time
     * @param together how many end by one cause
     */
    String of(int count, int threads, int together) throws InterruptedException {
        List<String> sessions = realm.sessions(count);
        long processor = realm.processorNanos();
        Map<String, Revocation> decided = realm.revoke(sessions, threads, together);
        MeasuredReceiver.await(() -> receivers.stream().allMatch(receiver -> receiver.events() >= count));
        double each = (realm.processorNanos() - processor) / 1e6 / (count * receivers.size());
        long first = decided.values().stream().mapToLong(Revocation::at).min().orElseThrow();
        long lastDecision = decided.values().stream()
                .mapToLong(revocation -> revocation.at() + revocation.took())
                .max()
                .orElseThrow();
        long last = receivers.stream()
                .flatMap(receiver -> receiver.sessions().values().stream())
                .mapToLong(Long::longValue)
                .max()
                .orElseThrow();
        int events = receivers.stream().mapToInt(MeasuredReceiver::events).sum();
        return String.format(
                Locale.ROOT,
                "%d of %d SETs in %.1f s: %.0f SETs/s (decided within %.1f s; %.2f ms of the server's processors each); sent twice %d",
                events,
                count * receivers.size(),
                (last - first) / 1e6,
                events / ((last - first) / 1e6),
                (lastDecision - first) / 1e6,
                each,
                receivers.stream().mapToInt(MeasuredReceiver::twice).sum());
    }

    @Override
    public void close() {
        receivers.forEach(MeasuredReceiver::close);
    }
}
