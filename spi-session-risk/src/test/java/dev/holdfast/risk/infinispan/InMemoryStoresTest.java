package dev.holdfast.risk.infinispan;

import dev.holdfast.risk.history.InMemorySessionHistories;
import dev.holdfast.risk.profile.InMemoryIdentityProfiles;
import java.time.Clock;
import java.util.List;

class InMemoryStoresTest extends StoresContract {

    private final Node node =
            new Node(new InMemorySessionHistories(100, Clock.systemUTC()), new InMemoryIdentityProfiles(100));

    @Override
    List<Node> nodes() {
        return List.of(node);
    }
}
