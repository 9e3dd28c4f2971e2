package dev.holdfast.risk.keycloak;

import dev.holdfast.binding.Mode;
import dev.holdfast.binding.keycloak.IssueLimits;
import dev.holdfast.binding.keycloak.NonceGate;
import dev.holdfast.binding.keycloak.RealmMode;
import dev.holdfast.binding.keycloak.RefreshGeneration;
import dev.holdfast.binding.keycloak.TokenRequest;
import dev.holdfast.binding.keycloak.metric.HoldfastMetric;
import dev.holdfast.binding.keycloak.trace.HoldfastSpan;
import dev.holdfast.binding.keycloak.trace.Trace;
import dev.holdfast.risk.decision.Decision;
import dev.holdfast.risk.decision.Judgement;
import dev.holdfast.risk.decision.RiskEngine;
import dev.holdfast.risk.keycloak.event.DecisionDetails;
import dev.holdfast.risk.live.Assessed;
import dev.holdfast.risk.live.Assessment;
import dev.holdfast.risk.live.LiveIdentities;
import dev.holdfast.risk.replay.PolicyFile;
import dev.holdfast.risk.report.Reported;
import dev.holdfast.risk.signal.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.KeycloakSession;
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
        RiskAnswer answer = new RiskAnswer(session, request, read, nonces);
        long begin = System.nanoTime();
        // Who cannot be asked but authenticates anew has done what a demand wants.
        boolean proven = answered.isPresent()
                || (!nonces.canAsk() && request.refreshToken().isEmpty());
        Optional<Reported> reported = reported(request, read, proven);
        if (mode == Mode.ENFORCE && reported.filter(Reported::proofDemanded).isPresent()) {
            demandProof(read);
            answer.act(Judgement.PROOF_DEMANDED, Optional.empty());
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
            sessionId.ifPresent(id -> answer.tell(assessed.get(), id));
            answer.act(assessed.get().judgement(), assessed.get().lastIssued());
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
}
