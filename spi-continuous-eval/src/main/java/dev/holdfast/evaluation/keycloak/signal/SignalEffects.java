package dev.holdfast.evaluation.keycloak.signal;

import dev.holdfast.evaluation.keycloak.LiveSession;
import dev.holdfast.evaluation.keycloak.LiveSessions;
import dev.holdfast.evaluation.keycloak.SessionEnding;
import dev.holdfast.evaluation.signal.Effect;
import dev.holdfast.evaluation.signal.InboundSignal;
import dev.holdfast.evaluation.signal.RefusedSetException;
import dev.holdfast.evaluation.signal.RefusedSetException.Code;
import dev.holdfast.evaluation.signal.SignalPlan.Act;
import dev.holdfast.evaluation.signal.SignalScope;
import dev.holdfast.evaluation.signal.Transmitter;
import dev.holdfast.risk.history.SessionKey;
import dev.holdfast.risk.keycloak.KnownReports;
import dev.holdfast.risk.report.ReportSubject;
import dev.holdfast.risk.report.RiskReport;
import dev.holdfast.risk.response.Initiator;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

/** Does what a signal may cause. */
final class SignalEffects {

    /** So many sessions of a client are looked at to find those of a key. */
    private static final int SCANNED = 1_000;

    private static final String REASON = "A trusted transmitter reported that the session is over";

    private final KeycloakSession session;
    private final LiveSessions sessions;
    private final String realmId;

    SignalEffects(KeycloakSession session) {
        this.session = session;
        this.sessions = new LiveSessions(session);
        this.realmId = session.getContext().getRealm().getId();
    }

    /** Whether anybody was concerned. Whoever sent it is not told: it would learn which sessions exist. */
    boolean apply(Transmitter transmitter, InboundSignal signal, Act act) throws RefusedSetException {
        if (act.effect() == Effect.REVOKE) {
            return revoke(transmitter, signal, act);
        }
        Optional<String> subject = subject(transmitter, act);
        RiskReport.Kind kind = act.effect() == Effect.REBIND ? RiskReport.Kind.PROOF_DEMANDED : RiskReport.Kind.RAISED;
        subject.ifPresent(about -> KnownReports.of(session)
                .add(about, new RiskReport(signal.id(), Instant.now(), kind, act.weightNats(), act.words())));
        return subject.isPresent();
    }

    private boolean revoke(Transmitter transmitter, InboundSignal signal, Act act) throws RefusedSetException {
        int most = transmitter.limits().sessions();
        List<LiveSession> concerned = concerned(transmitter, act, most + 1);
        if (concerned.size() > most) {
            throw new RefusedSetException(
                    Code.ACCESS_DENIED, "the signal would end more sessions than this transmitter may end by one");
        }
        new SessionEnding(session, Initiator.SYSTEM).end(concerned, signal.id(), REASON, act.words());
        return !concerned.isEmpty();
    }

    private List<LiveSession> concerned(Transmitter transmitter, Act act, int most) {
        if (act.scope() instanceof SignalScope.OfSession one) {
            return find(transmitter, act, one).stream().toList();
        }
        if (act.scope() instanceof SignalScope.OfUser user) {
            return sessions.ofUser(user.userId(), user.clientId(), most);
        }
        if (act.scope() instanceof SignalScope.OfKey key) {
            return key.clientId()
                    .flatMap(this::client)
                    .map(client -> sessions.ofKey(client, key.key(), SCANNED))
                    .orElse(List.of());
        }
        return act.scope() instanceof SignalScope.OfApplication application
                ? client(application.clientId())
                        .map(client -> sessions.ofClient(client, 0, most))
                        .orElse(List.of())
                : List.of();
    }

    private Optional<String> subject(Transmitter transmitter, Act act) {
        if (act.scope() instanceof SignalScope.OfSession one) {
            return find(transmitter, act, one).map(found -> SessionKey.ofSession(realmId, found.id()));
        }
        if (act.scope() instanceof SignalScope.OfUser user) {
            return Optional.of(ReportSubject.user(realmId, user.userId(), user.clientId()));
        }
        if (act.scope() instanceof SignalScope.OfKey key) {
            return Optional.of(ReportSubject.key(realmId, key.key(), key.clientId()));
        }
        return Optional.of(
                act.scope() instanceof SignalScope.OfApplication application
                        ? ReportSubject.client(realmId, application.clientId())
                        : ReportSubject.realm(realmId));
    }

    private Optional<LiveSession> find(Transmitter transmitter, Act act, SignalScope.OfSession one) {
        return sessions.find(
                one.id(),
                one.userId(),
                one.clientId(),
                act.granted() ? Optional.empty() : Optional.of(transmitter.speaksFor()));
    }

    private Optional<ClientModel> client(String clientId) {
        return Optional.ofNullable(
                session.clients().getClientByClientId(session.getContext().getRealm(), clientId));
    }
}
