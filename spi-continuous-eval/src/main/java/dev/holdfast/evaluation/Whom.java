package dev.holdfast.evaluation;

import dev.holdfast.events.KeyThumbprint;
import java.util.Optional;

/**
 * Whom a change is about. What is absent matches everything, so each member that is present narrows it.
 *
 * @param userId the user, the service account for a client that acts in its own name
 * @param sessionId the session
 * @param clientId the client
 * @param key the key that tokens are bound to
 */
public record Whom(
        Optional<String> userId, Optional<String> sessionId, Optional<String> clientId, Optional<KeyThumbprint> key) {

    /**
     * Checks that somebody is named.
     *
     * @throws IllegalArgumentException if nobody is: such a subject would match everyone
     */
    public Whom {
        if (userId.isEmpty() && sessionId.isEmpty() && clientId.isEmpty() && key.isEmpty()) {
            throw new IllegalArgumentException("somebody must be named");
        }
    }

    /**
     * One session, whoever uses it.
     *
     * @param userId its user
     * @param sessionId the session
     * @return the session
     */
    public static Whom session(Optional<String> userId, String sessionId) {
        return new Whom(userId, Optional.of(sessionId), Optional.empty(), Optional.empty());
    }

    /**
     * Everything of a user.
     *
     * @param userId the user
     * @return the user
     */
    public static Whom user(String userId) {
        return new Whom(Optional.of(userId), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Everything of a client.
     *
     * @param clientId the client
     * @return the client
     */
    public static Whom client(String clientId) {
        return new Whom(Optional.empty(), Optional.empty(), Optional.of(clientId), Optional.empty());
    }

    /**
     * Only what a client has of it.
     *
     * @param narrower the client
     * @return this, narrowed
     */
    public Whom at(String narrower) {
        return new Whom(userId, sessionId, Optional.of(narrower), key);
    }

    /**
     * Only what is bound to a key.
     *
     * @param narrower the key
     * @return this, narrowed
     */
    public Whom holding(KeyThumbprint narrower) {
        return new Whom(userId, sessionId, clientId, Optional.of(narrower));
    }
}
