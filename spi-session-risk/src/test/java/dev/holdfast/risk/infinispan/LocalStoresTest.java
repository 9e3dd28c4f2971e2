package dev.holdfast.risk.infinispan;

import dev.holdfast.binding.SeenKeys;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class LocalStoresTest extends SharedStoresContract {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static EmbeddedStores stores;
    private static Node node;

    @BeforeAll
    static void start() {
        stores = EmbeddedStores.local();
        node = stores.node(TIMEOUT);
    }

    @AfterAll
    static void stop() {
        stores.close();
    }

    @Override
    List<Node> nodes() {
        return List.of(node);
    }

    @Override
    List<SeenKeys> seenKeys() {
        return List.of(stores.seenKeys(TIMEOUT));
    }
}
