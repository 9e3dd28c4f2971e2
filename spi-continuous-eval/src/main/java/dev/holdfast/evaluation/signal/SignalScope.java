package dev.holdfast.evaluation.signal;

import dev.holdfast.events.KeyThumbprint;
import java.util.Optional;

/** Whom a signal is about, in our own names. */
public sealed interface SignalScope {

    /**
     * One session.
     *
     * @param id the {@code sid}
     * @param userId whose it must be, if that is said
     * @param clientId which client must take part in it, if that is said
     */
    record OfSession(String id, Optional<String> userId, Optional<String> clientId) implements SignalScope {}

    /**
     * Everything that is bound to a key.
     *
     * @param key the key
     * @param clientId at this client only
     */
    record OfKey(KeyThumbprint key, Optional<String> clientId) implements SignalScope {}

    /**
     * Everything of a user.
     *
     * @param userId the user
     * @param clientId at this client only
     */
    record OfUser(String userId, Optional<String> clientId) implements SignalScope {}

    /**
     * Everything of a client.
     *
     * @param clientId the client
     */
    record OfApplication(String clientId) implements SignalScope {}

    /** Everybody of the realm. */
    record OfTenant() implements SignalScope {}
}
