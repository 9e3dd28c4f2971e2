package dev.holdfast.evaluation.keycloak.trust;

import dev.holdfast.evaluation.TrustChange;
import dev.holdfast.evaluation.keycloak.ssf.SsfPublisher;
import java.util.List;
import org.keycloak.common.Profile;
import org.keycloak.models.KeycloakSession;

/** Publishes security events in the transaction of a session: both the change and its events, or neither. */
public interface SecurityEventPublisher {

    /** Tells nobody: without the feature {@code ssf} revocation stays local. */
    SecurityEventPublisher NONE = (session, txn, changes) -> {};

    /**
     * Publishes the events of one cause.
     *
     * @param session the session whose transaction the events belong to
     * @param txn names the cause in every event (RFC 8417 section 2.2)
     * @param changes what changed and for whom
     */
    void publish(KeycloakSession session, String txn, List<TrustChange> changes);

    /**
     * The publisher of this server.
     *
     * @return Keycloak's transmitter if its feature is on, else {@link #NONE}
     */
    static SecurityEventPublisher installed() {
        return Profile.isFeatureEnabled(Profile.Feature.SSF) ? SsfPublisher::publish : NONE;
    }
}
