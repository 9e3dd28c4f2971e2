package dev.holdfast.risk.keycloak;

import dev.holdfast.binding.Mode;
import dev.holdfast.binding.keycloak.IssueLimits;
import dev.holdfast.binding.keycloak.NonceGate;
import dev.holdfast.binding.keycloak.RealmMode;
import dev.holdfast.binding.keycloak.RefreshGeneration;
import dev.holdfast.binding.keycloak.TokenRequest;
import dev.holdfast.binding.keycloak.Txn;
import dev.holdfast.binding.keycloak.metric.HoldfastMetric;
import dev.holdfast.binding.keycloak.trace.HoldfastSpan;
import dev.holdfast.binding.keycloak.trace.Trace;
import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.risk.decision.Decision;
import dev.holdfast.risk.decision.Judgement;
import dev.holdfast.risk.decision.RiskEngine;
import dev.holdfast.risk.keycloak.event.DecisionDetails;
import dev.holdfast.risk.keycloak.event.TrustEvents;
import dev.holdfast.risk.live.Assessed;
import dev.holdfast.risk.live.Assessment;
import dev.holdfast.risk.live.LiveIdentities;
import dev.holdfast.risk.replay.PolicyFile;
import dev.holdfast.risk.report.Reported;
import dev.holdfast.risk.response.Findings;
import dev.holdfast.risk.response.Initiator;
import dev.holdfast.risk.response.RevocationOrder;
import dev.holdfast.risk.response.TokenRevocation;
import dev.holdfast.risk.signal.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.RefreshToken;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;

/** Judges every request for tokens against the history of its session, before anything is issued. */
public final class SessionRiskExecutor implements ClientPolicyExecutorProvider<RiskConfiguration> {

    private static final Logger LOG = Logger.getLogger(SessionRiskExecutor.class);

    private final KeycloakSession session;
    private final RiskEngine engine;
    private final LiveIdentities live;
    private final TokenRequestReader reader;
    private final DeclaredEnvelopes envelopes;
    private PolicyFile policy = RiskConfiguration.DEFAULT;

    SessionRiskExecutor(
            KeycloakSession session,
            RiskEngine engine,
            LiveIdentities live,
            TokenRequestReader reader,
            DeclaredEnvelopes envelopes) {
        this.session = session;
        this.envelopes = envelopes;
        this.engine = engine;
        this.live = live;
        this.reader = reader;
    }

    @Override
    public String getProviderId() {
        return SessionRiskExecutorFactory.PROVIDER_ID;
    }

    @Override
    public Class<RiskConfiguration> getExecutorConfigurationClass() {
        return RiskConfiguration.class;
    }

    @Override
    public void setupConfiguration(RiskConfiguration configuration) {
        if (configuration != null) {
            policy = configuration.toSettingsOrDefaults();
        }
    }

    @Override
    public void executeOnEvent(ClientPolicyContext context) throws ClientPolicyException {
        Optional<TokenRequest> request = TokenRequest.of(session, context);
        Mode mode =
                policy.settings().mode().and(RealmMode.of(session.getContext().getRealm()));
        if (request.isEmpty() || mode == Mode.OFF) {
            return;
        }
        Optional<IssueLimits> limits = IssueLimits.of(session);
        if (limits.isEmpty()) {
            LOG.warnf(
                    "Executor session-risk stands before sender-constrained-tokens, or without it, for client %s",
                    request.get().client().getClientId());
            if (mode != Mode.ENFORCE) {
                return;
            }
            throw new ClientPolicyException(
                    OAuthErrorException.UNAUTHORIZED_CLIENT, "The client's policy is incomplete");
        }
        try (Trace trace = Trace.start(session, HoldfastSpan.ASSESS)
                .with("grant", request.get().grant())
                .with("mode", mode.name().toLowerCase(Locale.ROOT))) {
            try {
                judge(mode, request.get(), limits.get());
            } catch (ClientPolicyException refused) {
                trace.failed(refused.getError());
                throw refused;
            } finally {
                DecisionDetails.of(session).ifPresent(details -> trace.with("decision", details.decision()));
            }
        }
    }

    private void judge(Mode mode, TokenRequest request, IssueLimits limits) throws ClientPolicyException {
        Optional<String> sessionId = request.sessionId();
        NonceGate nonces = new NonceGate(session, request, limits.settings(), limits.keys());
        Optional<Duration> answered = nonces.answer();
        TokenRequestReader.Ask ask = reader.ask(request, answered.filter(any -> nonces.isFirstUse()));
        TokenRequestReader.Read read = reader.read(
                Instant.now(),
                request.client().getClientId(),
                request.grant(),
                sessionId,
                TokenRequestReader.first(limits.keys()),
                ask);
        long begin = System.nanoTime();
        // Who cannot be asked but authenticates anew has done what a demand wants.
        boolean proven = answered.isPresent()
                || (!nonces.canAsk() && request.refreshToken().isEmpty());
        Optional<Reported> reported = reported(request, read, proven);
        if (mode == Mode.ENFORCE && reported.filter(Reported::proofDemanded).isPresent()) {
            demandProof(read);
            act(Judgement.PROOF_DEMANDED, request, read, nonces);
        }
        DeclaredEnvelopes.Checked checked = envelopes.check(session, policy.envelopes(), request, ask, read);
        Optional<Assessed> assessed = reported.map(
                        known -> Standing.told(known.ended(), checked.breach(), known.reports()))
                .flatMap(told -> assess(mode, read, told, sessionId.isPresent(), answered.isPresent()));
        count(mode, assessed.map(one -> one.judgement().decision()), Duration.ofNanos(System.nanoTime() - begin));
        DecisionDetails.remember(session, assessed.map(one -> one.judgement().toOutcome()), mode);
        if (mode != Mode.ENFORCE) {
            return;
        }
        if (!checked.readable()) {
            IssueLimits.shorten(session, policy.settings().restrictedLifetime());
        }
        if (assessed.isPresent()) {
            RefreshGeneration.reserve(
                    session, assessed.get().nextGeneration(ask.generation().orElse(0)));
            sessionId.ifPresent(id -> tell(assessed.get(), read, id));
            act(assessed.get().judgement(), request, read, nonces);
        } else {
            // The key was right; without a history nothing more can be said, so nothing long-lived is issued.
            IssueLimits.shorten(session, policy.settings().restrictedLifetime());
        }
    }

    /** The judgement, or empty where the history cannot be reached: a token request never fails by it. */
    private Optional<Assessed> assess(
            Mode mode, TokenRequestReader.Read read, Standing told, boolean ofSession, boolean answered) {
        try {
            SessionHistoryProvider stores = session.getProvider(SessionHistoryProvider.class);
            Assessment assessment = new Assessment(engine, stores.histories(), stores.profiles(), live);
            if (answered) {
                assessment.rebound(read.subject(), read.observation(), true);
            }
            boolean ends = mode == Mode.ENFORCE && ofSession;
            Assessed assessed = assessment.assess(read.subject(), read.observation(), told, policy.settings(), ends);
            JudgedRequest.of(read, told, answered, ends, assessed).journal(session, mode, policy.settings());
            return Optional.of(assessed);
        } catch (RuntimeException e) {
            unreachable(read, e);
            return Optional.empty();
        }
    }

    private Optional<Reported> reported(TokenRequest request, TokenRequestReader.Read read, boolean proven) {
        try {
            return Optional.of(
                    KnownReports.of(session).about(read, request.refreshToken().map(RefreshToken::getSubject), proven));
        } catch (RuntimeException e) {
            unreachable(read, e);
            return Optional.empty();
        }
    }

    /** Somebody asked for a fresh proof; nothing else is judged before it has come. */
    private void demandProof(TokenRequestReader.Read read) {
        Judgement demand = Judgement.PROOF_DEMANDED;
        count(Mode.ENFORCE, Optional.of(demand.decision()), Duration.ZERO);
        DecisionDetails.remember(session, Optional.of(demand.toOutcome()), Mode.ENFORCE);
        JudgedRequest.refused(read, demand.toOutcome(), false).journal(session, Mode.ENFORCE, policy.settings());
        try {
            session.getProvider(SessionHistoryProvider.class)
                    .histories()
                    .refuse(read.subject(), read.observation(), demand.toOutcome(), false);
        } catch (RuntimeException e) {
            unreachable(read, e);
        }
    }

    /** Before tokens are issued or refused, which does not depend on it. */
    private void tell(Assessed assessed, TokenRequestReader.Read read, String sessionId) {
        String clientId = read.subject().clientId();
        assessed.levelChange(Txn.of(session), read.observation().at(), clientId, sessionId)
                .ifPresent(change -> {
                    try {
                        session.getAllProviders(SessionResponse.class)
                                .forEach(response -> response.tell(change.with(findings(assessed.judgement(), read))));
                    } catch (RuntimeException e) {
                        LOG.errorf(
                                "The risk level of a session of client %s could not be told: %s",
                                clientId, e.getClass().getName());
                    }
                });
    }

    private static void unreachable(TokenRequestReader.Read read, RuntimeException failure) {
        HoldfastMetric.HISTORY_FAILURES.count();
        LOG.errorf(
                "The history of a session of client %s cannot be reached: %s",
                read.subject().clientId(), failure.getClass().getName());
    }

    private static void count(Mode mode, Optional<Decision> decision, Duration time) {
        HoldfastMetric.DECISIONS.count(
                decision.map(Decision::word).orElse("none"), mode.name().toLowerCase(Locale.ROOT));
        if (!time.isZero()) {
            HoldfastMetric.EVALUATION.time(time);
        }
    }

    private void act(Judgement judgement, TokenRequest request, TokenRequestReader.Read read, NonceGate nonces)
            throws ClientPolicyException {
        Decision decision = judgement.decision();
        if (decision instanceof Decision.Restrict restrict) {
            IssueLimits.shorten(session, restrict.lifetime());
        } else if (decision instanceof Decision.Rebind) {
            raise(request, false);
            request.discardNewSession(session);
            // Where the flow cannot ask for a fresh proof, the session waits for a new grant.
            throw nonces.canAsk()
                    ? nonces.challenge()
                    : new ClientPolicyException(
                            OAuthErrorException.INVALID_GRANT, Txn.in(session, "Authenticate anew to continue"));
        } else if (decision instanceof Decision.Revoke) {
            request.refreshToken().ifPresent(token -> revoke(judgement, token, read));
            raise(request, request.refreshToken().isPresent());
            if (request.sessionId().isEmpty()) {
                read.observation().key().ifPresent(key -> distrust(key, read));
            }
            request.discardNewSession(session);
            throw new ClientPolicyException(
                    OAuthErrorException.INVALID_GRANT, Txn.in(session, "The session has ended"));
        }
    }

    private void raise(TokenRequest request, boolean ended) {
        TrustEvents.About about = new TrustEvents.About(
                request.client().getClientId(),
                request.sessionId(),
                request.refreshToken()
                        .map(RefreshToken::getSubject)
                        .or(() -> request.userSession()
                                .map(UserSessionModel::getUser)
                                .map(UserModel::getId)));
        DecisionDetails.of(session).ifPresent(details -> {
            if (ended) {
                TrustEvents.ended(session, about, details);
            } else {
                TrustEvents.refused(session, about, details);
            }
        });
    }

    private static Findings findings(Judgement judgement, TokenRequestReader.Read read) {
        return Findings.of(judgement.toOutcome(), read.observation().key());
    }

    /** Without a session what was issued to the key before is all that can fall. The request is refused either way. */
    private void distrust(KeyThumbprint key, TokenRequestReader.Read read) {
        TokenRevocation order = new TokenRevocation(
                Txn.of(session),
                read.observation().at(),
                Initiator.POLICY,
                read.subject().clientId(),
                Optional.of(key),
                "The holder of the key is no longer trusted");
        try {
            session.getAllProviders(SessionResponse.class).forEach(response -> response.revoke(order));
        } catch (RuntimeException e) {
            LOG.errorf(
                    "Tokens of client %s could not be revoked: %s",
                    order.clientId(), e.getClass().getName());
        }
    }

    private void revoke(Judgement judgement, RefreshToken token, TokenRequestReader.Read read) {
        RevocationOrder order = new RevocationOrder(
                Txn.of(session),
                read.observation().at(),
                Initiator.POLICY,
                read.subject().clientId(),
                token.getSessionId(),
                token.getSubject(),
                "The session is no longer trusted",
                Optional.of(findings(judgement, read)));
        session.getAllProviders(SessionResponse.class).forEach(response -> response.revoke(List.of(order)));
    }
}
