package dev.holdfast.risk.infinispan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.binding.SeenKeys;
import dev.holdfast.binding.infinispan.CacheUnavailableException;
import dev.holdfast.binding.infinispan.InfinispanSeenKeys;
import dev.holdfast.binding.infinispan.RemoteCaches;
import dev.holdfast.risk.history.Observations;
import dev.holdfast.risk.history.SessionHistories;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.infinispan.client.hotrod.RemoteCacheManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two clients of one external server, as two Keycloak nodes with {@code multi-site} or {@code clusterless} are. */
class ExternalStoresIT extends SharedStoresContract {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static ExternalServer server;
    private static List<RemoteCacheManager> clients = List.of();
    private static List<Node> nodes = List.of();

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = ExternalServer.start();
        clients = List.of(server.admin(), server.admin());
        nodes = clients.stream().map(client -> node(client, TIMEOUT)).toList();
    }

    private static Node node(RemoteCacheManager client, Duration timeout) {
        return new Node(
                new InfinispanSessionHistories(RemoteCaches.of(client, InfinispanSessionHistories.CACHE, timeout)),
                new InfinispanIdentityProfiles(RemoteCaches.of(client, InfinispanIdentityProfiles.CACHE, timeout)));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        clients.forEach(RemoteCacheManager::stop);
        server.stop();
    }

    @Override
    List<Node> nodes() {
        return nodes;
    }

    @Override
    List<SeenKeys> seenKeys() {
        return clients.stream()
                .<SeenKeys>map(
                        client -> new InfinispanSeenKeys(RemoteCaches.of(client, InfinispanSeenKeys.CACHE, TIMEOUT)))
                .toList();
    }

    @Test
    void of_userWhoMayNotCreate_saysWhatToCreateAndUsesItThen() {
        // The server keeps the caches of earlier runs.
        String name = "not-there-yet-" + UUID.randomUUID();
        try (RemoteCacheManager user = server.user()) {
            assertThatThrownBy(() -> RemoteCaches.of(user, name, TIMEOUT))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("<distributed-cache name=\"" + name + "\"");
            RemoteCaches.of(clients.get(0), name, TIMEOUT);
            SessionHistories histories = new InfinispanSessionHistories(RemoteCaches.of(user, name, TIMEOUT));
            assertThat(histories.observe(subject(), Observations.usual(1)).acceptedTotal())
                    .isEqualTo(1);
        }
    }

    @Test
    void observe_serverIsPaused_failsWithinTheTimeoutAndWorksAgainAfterwards() throws Exception {
        Duration timeout = Duration.ofMillis(500);
        SessionHistories impatient = node(clients.get(0), timeout).histories();
        impatient.observe(subject(), Observations.usual(0));
        server.pause(true);
        try {
            for (int i = 1; i <= 3; i++) {
                int number = i;
                assertFailsWithin(
                        timeout.multipliedBy(3), () -> impatient.observe(subject(), Observations.usual(number)));
            }
            assertFailsWithin(timeout.multipliedBy(3), () -> impatient.find(session));
        } finally {
            server.pause(false);
        }
        await(() -> answers(impatient));
        // What failed may have been done all the same, but never twice.
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

    private static void assertFailsWithin(Duration most, ThrowingCallable call) {
        long start = System.nanoTime();
        assertThatThrownBy(call).isInstanceOf(CacheUnavailableException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(most);
    }
}
