package dev.holdfast.evaluation.keycloak.trust;

import static org.keycloak.events.admin.OperationType.ACTION;
import static org.keycloak.events.admin.OperationType.DELETE;
import static org.keycloak.events.admin.OperationType.UPDATE;

import dev.holdfast.evaluation.Cause;
import dev.holdfast.evaluation.Trigger;
import dev.holdfast.evaluation.TrustChange;
import dev.holdfast.evaluation.Whom;
import dev.holdfast.risk.response.Initiator;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Recognises what administrators' actions mean for trust. */
final class AdminEventCauses {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Announcer announcer;

    AdminEventCauses(KeycloakSession session, Announcer announcer) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.announcer = announcer;
    }

    List<TrustChange> of(AdminEvent event) {
        // A change of the realm itself has no path.
        String resource = Objects.requireNonNullElse(event.getResourcePath(), "");
        List<String> path = List.of(resource.split("/"));
        OperationType operation = event.getOperationType();
        return switch (event.getResourceType()) {
            case USER_SESSION -> operation == DELETE ? session(path) : List.of();
            case USER -> new UserActions(session).of(operation, path);
            case REALM_ROLE_MAPPING, CLIENT_ROLE_MAPPING, GROUP_MEMBERSHIP ->
                operation == DELETE ? new ClaimCauses(session).ofUser(path) : List.of();
            case REALM_SCOPE_MAPPING, CLIENT_SCOPE_MAPPING, CLIENT_SCOPE_CLIENT_MAPPING ->
                operation == DELETE ? new ClaimCauses(session).ofClient(path) : List.of();
            case CLIENT -> client(operation, path);
            case REALM -> realm(operation, path);
            default -> List.of();
        };
    }

    private List<TrustChange> session(List<String> path) {
        return SessionFacts.committed(session, path.get(path.size() - 1))
                .map(facts -> new TrustChange(
                        Cause.of(Trigger.SESSION_DELETED, Instant.now(), Initiator.ADMIN, facts.whom()),
                        facts.allAudiences()))
                .map(List::of)
                .orElse(List.of());
    }

    /** Not every change of a client is announced by the model: a new secret is not. */
    private List<TrustChange> client(OperationType operation, List<String> path) {
        if ((operation == UPDATE || operation == ACTION) && path.size() > 1) {
            Optional.ofNullable(session.clients().getClientById(realm, path.get(1)))
                    .ifPresent(client -> ClientWatch.watch(session, client, announcer));
        }
        return List.of();
    }

    private List<TrustChange> realm(OperationType operation, List<String> path) {
        if (operation == ACTION && path.equals(List.of("logout-all"))) {
            return everyClient(Trigger.LOGOUT_ALL, Instant.now());
        }
        int before = KeycloakModelUtils.runJobInTransactionWithResult(
                session.getKeycloakSessionFactory(),
                session.getContext(),
                own -> own.getContext().getRealm().getNotBefore(),
                "read a realm");
        if (operation == UPDATE && realm.getNotBefore() > before) {
            Instant until = Instant.ofEpochSecond(realm.getNotBefore());
            Instant now = Instant.now();
            return everyClient(Trigger.REALM_NOT_BEFORE, until.isAfter(now) ? now : until);
        }
        return List.of();
    }

    private List<TrustChange> everyClient(Trigger trigger, Instant at) {
        return realm.getClientsStream()
                .filter(client -> client.isEnabled() && !client.isBearerOnly())
                .map(client -> new TrustChange(
                        Cause.of(trigger, at, Initiator.ADMIN, Whom.client(client.getClientId())), audiences(client)))
                .toList();
    }

    private Set<String> audiences(ClientModel client) {
        Optional<UserModel> serviceAccount = Optional.ofNullable(session.users().getServiceAccount(client));
        return TokenAudiences.of(client, serviceAccount, Optional.empty());
    }
}
