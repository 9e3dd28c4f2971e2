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
import dev.holdfast.risk.keycloak.event.DecisionDetails;
import dev.holdfast.risk.keycloak.event.TrustEvents;
import dev.holdfast.risk.response.CompromiseReport;
import dev.holdfast.risk.response.Initiator;
import dev.holdfast.risk.response.LevelChange;
import dev.holdfast.risk.response.RevocationOrder;
import dev.holdfast.risk.response.TokenRevocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.keycloak.executors.ExecutorsProvider;
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

    /** As many as Keycloak's executors have at least. */
    private static final int HELPERS = 3;

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
        BatchedWork<RevocationOrder> work =
                new BatchedWork<>(IN_ONE_TRANSACTION, this::endTogether, KeycloakSessionResponse::warn);
        if (orders.size() <= IN_ONE_TRANSACTION) {
            work.accept(orders);
        } else {
            // The signing of events alone takes a processor a second for a thousand of them.
            ExecutorsProvider threads = session.getProvider(ExecutorsProvider.class);
            work.accept(orders, HELPERS, threads.getExecutor("holdfast-revocation"));
        }
    }

    private void endTogether(List<RevocationOrder> orders) {
        List<RevocationOrder> ended = new ArrayList<>();
        inOwnTransaction(own -> ended.addAll(end(own, orders)));
        // What is said from here on is committed.
        ended.forEach(order -> LOG.infof(
                "Session %s of client %s is revoked: %s", order.sessionId(), order.clientId(), order.reason()));
        ended.stream()
                .filter(order -> order.findings().isEmpty())
                .collect(Collectors.groupingBy(RevocationOrder::txn))
                .forEach((txn, some) -> TrustEvents.ended(
                        session,
                        some.stream().map(KeycloakSessionResponse::about).toList(),
                        DecisionDetails.ended(txn)));
    }

    private static TrustEvents.About about(RevocationOrder order) {
        return new TrustEvents.About(order.clientId(), Optional.of(order.sessionId()), Optional.of(order.userId()));
    }

    /** Such as of one that somebody else ends at this moment. */
    private static void warn(List<RevocationOrder> orders, RuntimeException failure) {
        LOG.warnf(
                orders.size() == 1 ? "Did not end (%s): %s" : "Could not end together (%s), each by itself now: %s",
                failure.getClass().getName(),
                orders.stream().map(RevocationOrder::sessionId).toList());
    }

    /** Those that this has ended, and not somebody else before. */
    private List<RevocationOrder> end(KeycloakSession own, List<RevocationOrder> orders) {
        Map<RevocationOrder, TrustChange> changes = new LinkedHashMap<>();
        orders.forEach(order -> end(own, order).ifPresent(change -> changes.put(order, change)));
        if (!changes.isEmpty()) {
            publisher.publish(own, orders.get(0).txn(), List.copyOf(changes.values()));
        }
        return List.copyOf(changes.keySet());
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
        return known.map(facts -> new TrustChange(Cause.of(order, facts.whom()), facts.allAudiences()));
    }

    @Override
    public void revoke(TokenRevocation order) {
        inOwnTransaction(own -> Holder.of(own, order.clientId()).ifPresent(holder -> {
            Trigger trigger = order.key().isPresent() ? Trigger.KEY_REVOKED : Trigger.IDENTITY_REVOKED;
            // Exchanged tokens keep the user and change the client; a key is barred for one client only.
            Stream<Whom> whom = order.key()
                    .map(key -> Stream.of(holder.client().holding(key)))
                    .orElseGet(() -> Stream.concat(Stream.of(holder.client()), holder.serviceAccount().stream()));
            List<TrustChange> changes = whom.map(one ->
                            new Cause(trigger, order.at(), order.initiator(), one, new Change.None(), order.reason()))
                    .map(cause -> new TrustChange(cause, holder.audiences()))
                    .toList();
            publisher.publish(own, order.txn(), changes);
        }));
    }

    @Override
    public void report(CompromiseReport report) {
        inOwnTransaction(own -> Holder.of(own, report.clientId()).ifPresent(holder -> {
            Whom whom = holder.serviceAccount()
                    .map(account -> account.at(report.clientId()))
                    .orElse(holder.client());
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
                    holder.audiences());
            LOG.warnf("Credential of client %s is compromised: %s", report.clientId(), report.reason());
        }));
    }

    /**
     * Who holds tokens without a session.
     *
     * @param client the client
     * @param serviceAccount its user, if it has one
     * @param audiences for whom its tokens are meant
     */
    private record Holder(Whom client, Optional<Whom> serviceAccount, Set<String> audiences) {

        /** Empty if there is no such client. */
        static Optional<Holder> of(KeycloakSession own, String clientId) {
            return Optional.ofNullable(
                            own.clients().getClientByClientId(own.getContext().getRealm(), clientId))
                    .map(client -> {
                        Optional<UserModel> account =
                                Optional.ofNullable(own.users().getServiceAccount(client));
                        return new Holder(
                                Whom.client(clientId),
                                account.map(UserModel::getId).map(Whom::user),
                                TokenAudiences.of(client, account, Optional.empty()));
                    });
        }
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
