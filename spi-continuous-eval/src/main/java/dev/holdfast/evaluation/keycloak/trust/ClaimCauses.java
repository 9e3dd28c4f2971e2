package dev.holdfast.evaluation.keycloak.trust;

import dev.holdfast.evaluation.Cause;
import dev.holdfast.evaluation.Change;
import dev.holdfast.evaluation.Trigger;
import dev.holdfast.evaluation.TrustChange;
import dev.holdfast.evaluation.Whom;
import dev.holdfast.risk.response.Initiator;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.RoleUtils;

/** Recognises which claims of issued tokens are no longer true when a role, a group or a scope is taken away. */
final class ClaimCauses {

    private final KeycloakSession session;
    private final RealmModel realm;

    ClaimCauses(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
    }

    /** Path {@code users/{id}/role-mappings/realm}, {@code …/clients/{client}} or {@code users/{id}/groups/{group}}. */
    List<TrustChange> ofUser(List<String> path) {
        UserModel user = path.get(0).equals("users") ? session.users().getUserById(realm, path.get(1)) : null;
        if (user == null) {
            return List.of();
        }
        Map<String, Object> claims = path.get(2).equals("groups")
                ? Map.of(
                        "groups",
                        user.getGroupsStream()
                                .map(KeycloakModelUtils::buildGroupPath)
                                .toList(),
                        "realm_access",
                        realmAccess(roles(user)))
                : roleClaims(path, roles(user));
        Cause cause = Cause.of(Trigger.USER_CLAIMS, Instant.now(), Initiator.ADMIN, Whom.user(user.getId()))
                .with(new Change.Claims(claims));
        return List.of(new TrustChange(cause, SessionFacts.committedAudiencesOfUser(session, user.getId())));
    }

    /** Path {@code clients/{id}/scope-mappings/…} or {@code clients/{id}/default-client-scopes/{scope}}. */
    List<TrustChange> ofClient(List<String> path) {
        ClientModel client = path.get(0).equals("clients") ? session.clients().getClientById(realm, path.get(1)) : null;
        if (client == null) {
            return List.of();
        }
        Map<String, Object> claims = path.get(2).equals("scope-mappings")
                ? roleClaims(
                        path,
                        RoleUtils.expandCompositeRolesStream(client.getScopeMappingsStream())
                                .toList())
                : Map.of(
                        "scope",
                        String.join(
                                " ",
                                Stream.of(true, false)
                                        .flatMap(byDefault -> client.getClientScopes(byDefault).keySet().stream())
                                        .sorted()
                                        .toList()));
        Optional<UserModel> serviceAccount = Optional.ofNullable(session.users().getServiceAccount(client));
        Cause cause = Cause.of(Trigger.CLIENT_CLAIMS, Instant.now(), Initiator.ADMIN, Whom.client(client.getClientId()))
                .with(new Change.Claims(claims));
        return List.of(new TrustChange(cause, TokenAudiences.of(client, serviceAccount, Optional.empty())));
    }

    /** Only the claim in which the taken role stood: of other clients' roles nothing is told. */
    private Map<String, Object> roleClaims(List<String> path, List<RoleModel> roles) {
        int clients = path.lastIndexOf("clients");
        if (clients < 2 || clients + 1 >= path.size()) {
            return Map.of("realm_access", realmAccess(roles));
        }
        ClientModel container = session.clients().getClientById(realm, path.get(clients + 1));
        String name = container == null ? path.get(clients + 1) : container.getClientId();
        List<String> left = names(
                roles, role -> role.isClientRole() && role.getContainerId().equals(path.get(clients + 1)));
        return Map.of("resource_access", Map.of(name, Map.of("roles", left)));
    }

    private static Map<String, Object> realmAccess(List<RoleModel> roles) {
        return Map.of("roles", names(roles, role -> !role.isClientRole()));
    }

    private static List<RoleModel> roles(UserModel user) {
        return List.copyOf(RoleUtils.getDeepUserRoleMappings(user));
    }

    private static List<String> names(List<RoleModel> roles, Predicate<RoleModel> which) {
        return roles.stream().filter(which).map(RoleModel::getName).sorted().toList();
    }
}
