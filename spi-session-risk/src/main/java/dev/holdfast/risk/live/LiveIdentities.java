package dev.holdfast.risk.live;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The live identities of this node, the least recently seen ones forgotten first. Safe for several threads. */
public final class LiveIdentities {

    private final int most;
    private final LinkedHashMap<String, LiveIdentity> identities = new LinkedHashMap<>(64, 0.75f, true);

    /**
     * An empty set.
     *
     * @param most how many identities are remembered
     */
    public LiveIdentities(int most) {
        this.most = most;
    }

    /** Does something with an identity while nobody else does. */
    <T> T with(String identity, Function<LiveIdentity, T> action) {
        LiveIdentity live;
        synchronized (identities) {
            live = identities.computeIfAbsent(identity, any -> new LiveIdentity());
            if (identities.size() > most) {
                Map.Entry<String, LiveIdentity> oldest =
                        identities.entrySet().iterator().next();
                identities.remove(oldest.getKey());
            }
        }
        synchronized (live) {
            return action.apply(live);
        }
    }
}
