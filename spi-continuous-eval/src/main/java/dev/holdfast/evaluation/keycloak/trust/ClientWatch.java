package dev.holdfast.evaluation.keycloak.trust;

import dev.holdfast.evaluation.Cause;
import dev.holdfast.evaluation.Change;
import dev.holdfast.evaluation.Trigger;
import dev.holdfast.evaluation.TrustChange;
import dev.holdfast.evaluation.Whom;
import dev.holdfast.risk.response.Initiator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Compares a client that is being changed with what is committed of it, once, just before the commit. So it does not matter
 * which way, in how many steps or how often the change was announced.
 */
final class ClientWatch extends AbstractKeycloakTransaction {

    /** Attributes that name keys with which a client authenticates, by the credential type that is told. */
    private static final List<String> KEYS =
            List.of("jwks.string", "jwks.url", "use.jwks.url", "use.jwks.string", "jwt.credential.certificate");

    private static final String CERTIFICATE = "x509.subjectdn";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final String clientUuid;
    private final Announcer announcer;

    private ClientWatch(KeycloakSession session, ClientModel client, Announcer announcer) {
        this.session = session;
        this.realm = client.getRealm();
        this.clientUuid = client.getId();
        this.announcer = announcer;
    }

    static void watch(KeycloakSession session, ClientModel client, Announcer announcer) {
        String marker = "holdfast.watch." + client.getId();
        RealmModel current = session.getContext().getRealm();
        boolean elsewhere =
                current == null || !current.getId().equals(client.getRealm().getId());
        if (elsewhere || session.getAttribute(marker) != null) {
            return;
        }
        session.setAttribute(marker, true);
        announcer.expect();
        session.getTransactionManager().enlistPrepare(new ClientWatch(session, client, announcer));
    }

    /** What decides about trust. */
    private record State(
            boolean enabled,
            int notBefore,
            @Nullable String secret,
            List<String> keys,
            @Nullable String certificate) {

        static State of(ClientModel client) {
            return new State(
                    client.isEnabled(),
                    client.getNotBefore(),
                    client.getSecret(),
                    KEYS.stream()
                            .map(name -> Objects.requireNonNullElse(client.getAttribute(name), ""))
                            .toList(),
                    client.getAttribute(CERTIFICATE));
        }
    }

    @Override
    protected void commitImpl() {
        ClientModel client = session.clients().getClientById(realm, clientUuid);
        State before = KeycloakModelUtils.runJobInTransactionWithResult(
                session.getKeycloakSessionFactory(), session.getContext(), this::committed, "read a client");
        if (client == null || before == null) {
            return;
        }
        Optional<UserModel> serviceAccount = Optional.ofNullable(session.users().getServiceAccount(client));
        Set<String> audiences = TokenAudiences.of(client, serviceAccount, Optional.empty());
        announcer.announce(causes(before, State.of(client), client.getClientId()).stream()
                .map(cause -> new TrustChange(cause, audiences))
                .toList());
    }

    @Override
    protected void rollbackImpl() {}

    private @Nullable State committed(KeycloakSession own) {
        ClientModel client = own.clients().getClientById(own.getContext().getRealm(), clientUuid);
        return client == null ? null : State.of(client);
    }

    private static List<Cause> causes(State before, State after, String clientId) {
        List<Cause> causes = new ArrayList<>();
        Instant now = Instant.now();
        Whom whom = Whom.client(clientId);
        if (before.enabled && !after.enabled) {
            causes.add(Cause.of(Trigger.CLIENT_DISABLED, now, Initiator.ADMIN, whom));
        }
        if (after.notBefore > before.notBefore) {
            Instant until = Instant.ofEpochSecond(after.notBefore);
            causes.add(Cause.of(Trigger.CLIENT_NOT_BEFORE, until.isAfter(now) ? now : until, Initiator.ADMIN, whom));
        }
        Cause credential = Cause.of(Trigger.CLIENT_CREDENTIAL, now, Initiator.ADMIN, whom);
        if (before.secret != null && !before.secret.equals(after.secret)) {
            causes.add(credential.with(
                    new Change.Credential("client-secret", after.secret == null ? "delete" : "update")));
        }
        if (!before.keys.equals(after.keys)) {
            causes.add(credential.with(new Change.Credential("jwks", "update")));
        }
        if (!Objects.equals(before.certificate, after.certificate)) {
            causes.add(credential.with(new Change.Credential("x509", "update")));
        }
        return causes;
    }
}
