package dev.holdfast.risk.history;

import dev.holdfast.events.KeyThumbprint;
import java.util.Optional;

/** Names sessions: by their id where there is one, else by the key that makes one instance of a client. */
public final class SessionKey {

    private SessionKey() {}

    /**
     * The key of a session with an id.
     *
     * @param realmId the realm
     * @param sessionId the {@code sid}
     * @return its key
     */
    public static String ofSession(String realmId, String sessionId) {
        return realmId + "|sid|" + sessionId;
    }

    /**
     * The key of an identity.
     *
     * @param realmId the realm
     * @param clientId the client
     * @param workload the workload within the client, empty if there is none
     * @return its key
     */
    public static String ofIdentity(String realmId, String clientId, String workload) {
        return realmId + '|' + clientId + '|' + workload;
    }

    /**
     * The key of what has no session id: plain client_credentials, transient sessions.
     *
     * @param realmId the realm
     * @param clientId the client
     * @param key the key it proves, empty for a bearer
     * @return its key
     */
    public static String ofInstance(String realmId, String clientId, Optional<KeyThumbprint> key) {
        return realmId + "|nhi|" + clientId + "|"
                + key.map(KeyThumbprint::value).orElse("-");
    }
}
