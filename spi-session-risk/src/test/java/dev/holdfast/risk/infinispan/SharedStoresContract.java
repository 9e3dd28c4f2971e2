package dev.holdfast.risk.infinispan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.binding.KeyAdmission;
import dev.holdfast.binding.SeenKeys;
import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.risk.history.Observations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the stores in Infinispan do beyond that: they keep the seen keys in the same way. */
abstract class SharedStoresContract extends StoresContract {

    /** The seen keys as each node sees them. */
    abstract List<SeenKeys> seenKeys();

    @Test
    void use_manyNewKeysAtOnce_admitsAsManyAsMayBeNew() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS * nodes().size());
        SeenKeys.Limit limit = new SeenKeys.Limit(5, Duration.ofDays(1));
        List<Future<KeyAdmission.Verdict>> running = new ArrayList<>();
        for (int i = 0; i < THREADS * nodes().size() * 4; i++) {
            SeenKeys seenKeys = seenKeys().get(i % nodes().size());
            KeyThumbprint key = KeyThumbprint.dpop(thumbprint(i));
            running.add(threads.submit(() -> seenKeys.use(session, key, Observations.START, limit)));
        }
        int admitted = 0;
        for (Future<KeyAdmission.Verdict> one : running) {
            admitted += one.get(60, TimeUnit.SECONDS) == KeyAdmission.Verdict.NEW ? 1 : 0;
        }
        threads.shutdown();
        assertThat(admitted).isEqualTo(5);
        assertThat(seenKeys().get(0).of(session)).hasSize(5);
    }

    private static String thumbprint(int number) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) number;
        bytes[1] = (byte) (number >> 8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
