package dev.holdfast.risk.profile;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Profiles in memory, for tests and replays: the identities not seen for longest are forgotten first. */
public final class InMemoryIdentityProfiles implements IdentityProfiles {

    private final Map<String, IdentityProfile> profiles;

    /**
     * An empty store.
     *
     * @param most how many identities are kept
     */
    public InMemoryIdentityProfiles(int most) {
        profiles = new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, IdentityProfile> eldest) {
                return size() > most;
            }
        };
    }

    @Override
    public synchronized Optional<IdentityProfile> find(String identity) {
        return Optional.ofNullable(profiles.get(identity));
    }

    @Override
    public synchronized void keep(String identity, IdentityProfile profile) {
        profiles.put(identity, profile);
    }
}
