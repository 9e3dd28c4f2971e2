package dev.holdfast.risk.infinispan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.binding.SeenKeys;
import dev.holdfast.binding.infinispan.CacheUnavailableException;
import dev.holdfast.risk.history.Observations;
import dev.holdfast.risk.history.SessionHistories;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.infinispan.distribution.DistributionInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ClusteredStoresTest extends SharedStoresContract {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static EmbeddedStores one;
    private static EmbeddedStores other;
    private static List<Node> nodes = List.of();

    @BeforeAll
    static void start() throws Exception {
        List<Integer> ports = freePorts();
        one = EmbeddedStores.clustered(ports.get(0), ports);
        other = EmbeddedStores.clustered(ports.get(1), ports);
        nodes = List.of(one.node(TIMEOUT), other.node(TIMEOUT));
    }

    private static List<Integer> freePorts() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket first = new ServerSocket(0, 1, loopback);
                ServerSocket second = new ServerSocket(0, 1, loopback)) {
            return List.of(first.getLocalPort(), second.getLocalPort());
        }
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
    }

    @Override
    List<Node> nodes() {
        return nodes;
    }

    @Override
    List<SeenKeys> seenKeys() {
        return List.of(one.seenKeys(TIMEOUT), other.seenKeys(TIMEOUT));
    }

    @Test
    void observe_otherNodeIsSilent_failsWithinTheTimeoutAndWorksAgainAfterwards() throws InterruptedException {
        Duration timeout = Duration.ofMillis(500);
        SessionHistories impatient = new InfinispanSessionHistories(one.cache("silence", timeout));
        new InfinispanSessionHistories(other.cache("silence", timeout)).observe(subject(), Observations.usual(0));
        other.fallSilent(true);
        try {
            for (int i = 1; i <= 3; i++) {
                int number = i;
                long start = System.nanoTime();
                assertThatThrownBy(() -> impatient.observe(subject(), Observations.usual(number)))
                        .isInstanceOf(CacheUnavailableException.class);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(timeout.multipliedBy(4));
            }
        } finally {
            other.fallSilent(false);
        }
        await(() -> answers(impatient));
        assertThat(impatient.find(session).orElseThrow().acceptedTotal()).isBetween(2L, 5L);
    }

    private boolean answers(SessionHistories histories) {
        try {
            histories.observe(subject(), Observations.usual(9));
            return true;
        } catch (CacheUnavailableException e) {
            return false;
        }
    }

    @Test
    void start_twoNodes_areOwnersOfEveryEntry() {
        assertThat(one.manager().getMembers()).hasSize(2);
        DistributionInfo distribution = one.manager()
                .<String, StoredHistory>getCache(InfinispanSessionHistories.CACHE)
                .getAdvancedCache()
                .getDistributionManager()
                .getCacheTopology()
                .getDistribution("any");
        assertThat(distribution.writeOwners()).hasSize(2);
    }
}
