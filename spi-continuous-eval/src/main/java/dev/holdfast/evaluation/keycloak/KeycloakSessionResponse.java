package dev.holdfast.evaluation.keycloak;

import dev.holdfast.evaluation.BatchedWork;
import dev.holdfast.evaluation.Cause;
import dev.holdfast.evaluation.Change;
import dev.holdfast.evaluation.Trigger;
import dev.holdfast.evaluation.TrustChange;
import dev.holdfast.evaluation.Whom;
import dev.holdfast.evaluation.keycloak.logout.BackChannelLogouts;
import dev.holdfast.evaluation.keycloak.trust.SecurityEventPublisher;
import dev.holdfast.evaluation.keycloak.trust.SessionFacts;
import dev.holdfast.evaluation.keycloak.trust.TokenAudiences;
import dev.holdfast.risk.keycloak.SessionResponse;
import dev.holdfast.risk.response.CompromiseReport;
import dev.holdfast.risk.response.Initiator;
import dev.holdfast.risk.response.LevelChange;
import dev.holdfast.risk.response.RevocationOrder;
import dev.holdfast.risk.response.TokenRevocation;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionTask;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Ends sessions and publishes that they ended, in one transaction of its own: it holds whether Keycloak commits or rolls
 * back the request that is refused next.
 */
final class KeycloakSessionResponse implements SessionResponse {

    private static final Logger LOG = Logger.getLogger(KeycloakSessionResponse.class);

    /** More of them save little, and a failure of one is a second try for all. */
    private static final int IN_ONE_TRANSACTION = 50;

    private final KeycloakSession session;
    private final SecurityEventPublisher publisher;
    private final BackChannelLogouts logouts;

    KeycloakSessionResponse(KeycloakSession session, SecurityEventPublisher publisher, BackChannelLogouts logouts) {
        this.session = session;
        this.publisher = publisher;
        this.logouts = logouts;
    }

    @Override
    public void revoke(List<RevocationOrder> orders) {
        new BatchedWork<RevocationOrder>(
                        IN_ONE_TRANSACTION,
                        some -> inOwnTransaction(own -> end(own, some)),
                        // Such as one that somebody else ends at this moment.
                        (some, failure) -> LOG.warnf(
                                "Did not end (%s): %s",
                                failure.getClass().getName(),
                                some.stream().map(RevocationOrder::sessionId).toList()))
                .accept(orders);
    }

    private void end(KeycloakSession own, List<RevocationOrder> orders) {
        List<TrustChange> changes =
                orders.stream().flatMap(order -> end(own, order).stream()).toList();
        if (!changes.isEmpty()) {
            publisher.publish(own, orders.get(0).txn(), changes);
        }
    }

    /** Empty if it had ended before, by somebody who has told everyone. */
    private Optional<TrustChange> end(KeycloakSession own, RevocationOrder order) {
        RealmModel realm = own.getContext().getRealm();
        UserSessionModel online = own.sessions().getUserSession(realm, order.sessionId());
        UserSessionModel offline = own.sessions().getOfflineUserSession(realm, order.sessionId());
        // While the sessions are there: a logout token and an event need what they know.
        Optional<SessionFacts> known =
                SessionFacts.of(Stream.of(online, offline).filter(Objects::nonNull));
        logouts.afterCommit(own, Stream.of(online, offline).filter(Objects::nonNull));
        if (online != null) {
            own.sessions().removeUserSession(realm, online);
        }
        if (offline != null) {
            own.sessions().removeOfflineUserSession(realm, offline);
        }
        known.ifPresent(any -> LOG.infof(
                "Session %s of client %s is revoked: %s", order.sessionId(), order.clientId(), order.reason()));
        return known.map(facts -> new TrustChange(Cause.of(order, facts.whom()), facts.allAudiences()));
    }

    @Override
    public void revoke(TokenRevocation order) {
        inOwnTransaction(own -> {
            ClientModel client =
                    own.clients().getClientByClientId(own.getContext().getRealm(), order.clientId());
            if (client == null) {
                return;
            }
            Optional<UserModel> serviceAccount = Optional.ofNullable(own.users().getServiceAccount(client));
            Trigger trigger = order.key().isPresent() ? Trigger.KEY_REVOKED : Trigger.IDENTITY_REVOKED;
            Whom all = Whom.client(order.clientId());
            // Exchanged tokens keep the user and change the client; a key is barred for one client only.
            Stream<Whom> whom = order.key()
                    .map(key -> Stream.of(all.holding(key)))
                    .orElseGet(() -> Stream.concat(
                            Stream.of(all), serviceAccount.map(user -> Whom.user(user.getId())).stream()));
            Set<String> audiences = TokenAudiences.of(client, serviceAccount, Optional.empty());
            List<TrustChange> changes = whom.map(one ->
                            new Cause(trigger, order.at(), order.initiator(), one, new Change.None(), order.reason()))
                    .map(cause -> new TrustChange(cause, audiences))
                    .toList();
            publisher.publish(own, order.txn(), changes);
        });
    }

    @Override
    public void report(CompromiseReport report) {
        inOwnTransaction(own -> {
            ClientModel client =
                    own.clients().getClientByClientId(own.getContext().getRealm(), report.clientId());
            if (client == null) {
                return;
            }
            Optional<UserModel> serviceAccount = Optional.ofNullable(own.users().getServiceAccount(client));
            Whom whom = Whom.client(report.clientId());
            if (serviceAccount.isPresent()) {
                whom = Whom.user(serviceAccount.get().getId()).at(report.clientId());
            }
            publish(
                    own,
                    report.txn(),
                    new Cause(
                            Trigger.COMPROMISE,
                            report.at(),
                            Initiator.POLICY,
                            whom,
                            new Change.None(),
                            report.reason()),
                    TokenAudiences.of(client, serviceAccount, Optional.empty()));
            LOG.warnf("Credential of client %s is compromised: %s", report.clientId(), report.reason());
        });
    }

    @Override
    public void tell(LevelChange change) {
        inOwnTransaction(own -> SessionFacts.of(own, change.sessionId())
                .ifPresent(known -> publish(
                        own,
                        change.txn(),
                        Cause.of(Trigger.RISK_LEVEL, change.at(), Initiator.POLICY, known.whom())
                                .with(new Change.Level(change.previous(), change.current()))
                                .by(change.findings()),
                        known.allAudiences())));
    }

    private void publish(KeycloakSession own, String txn, Cause cause, Set<String> audiences) {
        publisher.publish(own, txn, List.of(new TrustChange(cause, audiences)));
    }

    private void inOwnTransaction(KeycloakSessionTask task) {
        KeycloakModelUtils.runJobInTransaction(session.getKeycloakSessionFactory(), session.getContext(), task);
    }
}
