package dev.holdfast.evaluation.keycloak;

import dev.holdfast.evaluation.EventPlan;
import dev.holdfast.evaluation.PlannedEvent;
import dev.holdfast.risk.keycloak.SessionResponse;
import dev.holdfast.risk.response.CompromiseReport;
import dev.holdfast.risk.response.RevocationOrder;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionTask;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.services.Urls;

/**
 * Ends sessions and publishes that they ended, in one transaction of its own: it holds whether Keycloak commits or rolls
 * back the request that is refused next.
 */
final class KeycloakSessionResponse implements SessionResponse {

    private static final Logger LOG = Logger.getLogger(KeycloakSessionResponse.class);

    private final KeycloakSession session;
    private final SecurityEventPublisher publisher;

    KeycloakSessionResponse(KeycloakSession session, SecurityEventPublisher publisher) {
        this.session = session;
        this.publisher = publisher;
    }

    @Override
    public void revoke(RevocationOrder order) {
        String issuer = issuer();
        inOwnTransaction(own -> {
            RealmModel realm = own.getContext().getRealm();
            UserSessionModel online = own.sessions().getUserSession(realm, order.sessionId());
            UserSessionModel offline = own.sessions().getOfflineUserSession(realm, order.sessionId());
            if (online == null && offline == null) {
                // Ended before, by somebody who has told everyone.
                return;
            }
            if (online != null) {
                own.sessions().removeUserSession(realm, online);
            }
            if (offline != null) {
                own.sessions().removeOfflineUserSession(realm, offline);
            }
            publish(own, EventPlan.sessionRevoked(issuer, order));
            LOG.infof("Session %s of client %s is revoked: %s", order.sessionId(), order.clientId(), order.reason());
        });
    }

    @Override
    public void report(CompromiseReport report) {
        String issuer = issuer();
        inOwnTransaction(own -> {
            ClientModel client =
                    own.clients().getClientByClientId(own.getContext().getRealm(), report.clientId());
            Optional<String> serviceAccountId = Optional.ofNullable(client)
                    .map(own.users()::getServiceAccount)
                    .map(UserModel::getId);
            publish(own, EventPlan.credentialCompromise(issuer, report, serviceAccountId));
            LOG.warnf("Credential of client %s is compromised: %s", report.clientId(), report.reason());
        });
    }

    private void publish(KeycloakSession own, PlannedEvent event) {
        publisher.publish(own, UUID.randomUUID().toString(), List.of(event));
    }

    private void inOwnTransaction(KeycloakSessionTask task) {
        KeycloakModelUtils.runJobInTransaction(session.getKeycloakSessionFactory(), session.getContext(), task);
    }

    private String issuer() {
        return Urls.realmIssuer(
                session.getContext().getUri().getBaseUri(),
                session.getContext().getRealm().getName());
    }
}
