package dev.holdfast.evaluation.keycloak.trust;

import dev.holdfast.evaluation.Cause;
import dev.holdfast.evaluation.Trigger;
import dev.holdfast.evaluation.TrustChange;
import dev.holdfast.evaluation.Whom;
import dev.holdfast.risk.response.Initiator;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** What is removed, by whatever way: administrator, the user's own account, registration API, workflow. */
final class ModelCauses {

    private final KeycloakSession session;
    private final Announcer announcer;

    ModelCauses(KeycloakSession session, Announcer announcer) {
        this.session = session;
        this.announcer = announcer;
    }

    void userRemoved(RealmModel realm, UserModel user) {
        if (isCurrent(realm)) {
            Cause cause = Cause.of(Trigger.USER_DELETED, Instant.now(), Initiator.ADMIN, Whom.user(user.getId()));
            announcer.announce(
                    List.of(new TrustChange(cause, SessionFacts.committedAudiencesOfUser(session, user.getId()))));
        }
    }

    void clientRemoved(ClientModel client) {
        if (isCurrent(client.getRealm())) {
            Cause cause =
                    Cause.of(Trigger.CLIENT_DELETED, Instant.now(), Initiator.ADMIN, Whom.client(client.getClientId()));
            Optional<UserModel> serviceAccount =
                    Optional.ofNullable(session.users().getServiceAccount(client));
            announcer.announce(
                    List.of(new TrustChange(cause, TokenAudiences.of(client, serviceAccount, Optional.empty()))));
        }
    }

    /** A realm that is removed takes its streams with it. */
    private boolean isCurrent(RealmModel realm) {
        RealmModel current = session.getContext().getRealm();
        return current != null && current.getId().equals(realm.getId());
    }
}
