package dev.holdfast.risk.keycloak;

import java.time.Duration;
import java.util.Optional;

/** Replays of the journal under a proposed policy, off the request threads: one for a realm at a time, in the whole cluster. */
public interface PolicyReplays {

    /**
     * Starts a replay. One that had ended is forgotten.
     *
     * @param realmId the realm
     * @param policy the proposed policy, as {@link dev.holdfast.risk.replay.PolicyReplay#under} takes it
     * @param back how far back decisions are replayed
     * @return the id of the replay, empty if another one is running
     * @throws IllegalArgumentException if it is no policy; the message names the member
     */
    Optional<String> start(String realmId, String policy, Duration back);

    /**
     * Looks for a replay.
     *
     * @param realmId the realm
     * @param id the id
     * @return how it stands, empty if there is none
     */
    Optional<ReplayStatus> find(String realmId, String id);

    /**
     * Cancels a replay that runs, forgets one that has ended.
     *
     * @param realmId the realm
     * @param id the id
     * @return whether there was one
     */
    boolean cancel(String realmId, String id);
}
