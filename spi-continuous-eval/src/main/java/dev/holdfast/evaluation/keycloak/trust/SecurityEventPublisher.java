package dev.holdfast.evaluation.keycloak.trust;

import dev.holdfast.evaluation.TrustChange;
import dev.holdfast.evaluation.keycloak.ssf.SsfPublisher;
import dev.holdfast.events.EventType;
import java.util.List;
import org.keycloak.common.Profile;
import org.keycloak.models.KeycloakSession;

/** Publishes security events in the transaction of a session: both the change and its events, or neither. */
public interface SecurityEventPublisher {

    /**
     * Publishes the events of one cause.
     *
     * @param session the session whose transaction the events belong to
     * @param txn names the cause in every event (RFC 8417 section 2.2)
     * @param changes what changed and for whom
     */
    void publish(KeycloakSession session, String txn, List<TrustChange> changes);

    /**
     * Says that events may be published just before the commit, when it is too late to ask to be told of the commit.
     *
     * @param session the session
     */
    void expect(KeycloakSession session);

    /**
     * Whether any stream of the current realm asks for a type of event; what was asked for within the last seconds may be missed.
     *
     * @param session the session
     * @param type the type
     * @return false if nobody would be told
     */
    boolean isWanted(KeycloakSession session, EventType type);

    /**
     * The publisher of this server.
     *
     * @return Keycloak's transmitter if its feature is on, else one that tells nobody: revocation stays local
     */
    static SecurityEventPublisher installed() {
        boolean ssf = Profile.isFeatureEnabled(Profile.Feature.SSF);
        return new SecurityEventPublisher() {
            @Override
            public void publish(KeycloakSession session, String txn, List<TrustChange> changes) {
                if (ssf) {
                    SsfPublisher.publish(session, txn, changes);
                }
            }

            @Override
            public boolean isWanted(KeycloakSession session, EventType type) {
                return ssf && SsfPublisher.isWanted(session, type);
            }

            @Override
            public void expect(KeycloakSession session) {
                if (ssf) {
                    SsfPublisher.expect(session);
                }
            }
        };
    }
}
