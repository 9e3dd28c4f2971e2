package dev.holdfast.evaluation.keycloak.trust;

import static org.keycloak.events.admin.OperationType.ACTION;
import static org.keycloak.events.admin.OperationType.DELETE;
import static org.keycloak.events.admin.OperationType.UPDATE;

import dev.holdfast.evaluation.Cause;
import dev.holdfast.evaluation.Change;
import dev.holdfast.evaluation.Trigger;
import dev.holdfast.evaluation.TrustChange;
import dev.holdfast.evaluation.Whom;
import dev.holdfast.risk.response.Initiator;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.keycloak.credential.CredentialModel;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Recognises what administrators do to a user; the path begins with {@code users} and the user's id. */
final class UserActions {

    private final KeycloakSession session;

    UserActions(KeycloakSession session) {
        this.session = session;
    }

    List<TrustChange> of(OperationType operation, List<String> path) {
        if (path.size() < 2) {
            return List.of();
        }
        String userId = path.get(1);
        if (path.size() == 2) {
            return operation == UPDATE ? enabled(userId) : List.of();
        }
        return switch (path.get(2)) {
            case "logout" -> change(Trigger.USER_LOGGED_OUT, Whom.user(userId), new Change.None());
            case "reset-password" ->
                change(Trigger.USER_CREDENTIAL, Whom.user(userId), new Change.Credential("password", "update"));
            case "credentials" ->
                operation == ACTION && path.size() == 4 ? removedCredential(userId, path.get(3)) : List.of();
            case "consents" ->
                operation == DELETE
                        ? change(Trigger.CONSENT_REVOKED, Whom.user(userId).at(path.get(3)), new Change.None())
                        : List.of();
            default -> List.of();
        };
    }

    private List<TrustChange> enabled(String userId) {
        UserModel user = session.users().getUserById(realm(session), userId);
        Optional<Boolean> before = committed(userId, committed -> Optional.of(committed.isEnabled()));
        if (user == null || before.isEmpty() || before.get() == user.isEnabled()) {
            return List.of();
        }
        Trigger trigger = user.isEnabled() ? Trigger.USER_ENABLED : Trigger.USER_DISABLED;
        return change(trigger, Whom.user(userId), new Change.None());
    }

    private List<TrustChange> removedCredential(String userId, String credentialId) {
        Optional<String> type = committed(
                userId,
                user -> Optional.ofNullable(user.credentialManager().getStoredCredentialById(credentialId))
                        .map(CredentialModel::getType));
        UserModel user = session.users().getUserById(realm(session), userId);
        boolean gone = user == null || user.credentialManager().getStoredCredentialById(credentialId) == null;
        return type.filter(known -> gone)
                .map(known -> change(
                        Trigger.USER_CREDENTIAL,
                        Whom.user(userId),
                        new Change.Credential(CredentialNames.of(known), "delete")))
                .orElse(List.of());
    }

    private List<TrustChange> change(Trigger trigger, Whom whom, Change change) {
        Cause cause = Cause.of(trigger, Instant.now(), Initiator.ADMIN, whom).with(change);
        return List.of(new TrustChange(
                cause,
                SessionFacts.committedAudiencesOfUser(session, whom.userId().orElseThrow())));
    }

    private <T> Optional<T> committed(String userId, Function<UserModel, Optional<T>> reading) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                session.getKeycloakSessionFactory(),
                session.getContext(),
                own -> Optional.ofNullable(own.users().getUserById(realm(own), userId))
                        .flatMap(reading),
                "read a user");
    }

    private static RealmModel realm(KeycloakSession any) {
        return any.getContext().getRealm();
    }
}
