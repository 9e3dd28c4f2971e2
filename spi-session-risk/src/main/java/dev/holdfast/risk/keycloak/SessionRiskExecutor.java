package dev.holdfast.risk.keycloak;

import dev.holdfast.binding.Mode;
import dev.holdfast.binding.keycloak.IssueLimits;
import dev.holdfast.binding.keycloak.RealmMode;
import dev.holdfast.binding.keycloak.TokenRequest;
import dev.holdfast.risk.decision.Decision;
import dev.holdfast.risk.decision.Judgement;
import dev.holdfast.risk.decision.RiskEngine;
import dev.holdfast.risk.decision.RiskSettings;
import dev.holdfast.risk.history.SessionHistories;
import dev.holdfast.risk.history.SessionHistory;
import dev.holdfast.risk.response.RevocationOrder;
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
    private final TokenRequestReader reader;
    private RiskSettings settings = RiskSettings.DEFAULT;

    SessionRiskExecutor(KeycloakSession session, RiskEngine engine, TokenRequestReader reader) {
        this.session = session;
        this.engine = engine;
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
            settings = configuration.toSettingsOrDefaults();
        }
    }

    @Override
    public void executeOnEvent(ClientPolicyContext context) throws ClientPolicyException {
        Optional<TokenRequest> request = TokenRequest.of(session, context);
        Mode mode = settings.mode().and(RealmMode.of(session.getContext().getRealm()));
        if (request.isEmpty() || mode == Mode.OFF) {
            return;
        }
        Optional<IssueLimits> limits = IssueLimits.of(session);
        if (limits.isEmpty()) {
            LOG.warnf(
                    "Executor session-risk stands before sender-constrained-tokens, or without it: client %s is refused",
                    request.get().client().getClientId());
            throw new ClientPolicyException(
                    OAuthErrorException.UNAUTHORIZED_CLIENT, "The client's policy is incomplete");
        }
        judge(mode, request.get(), limits.get());
    }

    private void judge(Mode mode, TokenRequest request, IssueLimits limits) throws ClientPolicyException {
        Optional<String> sessionId =
                request.sessionId().or(() -> request.newSession().flatMap(TokenRequestReader::lasting));
        TokenRequestReader.Read read = reader.read(
                request.client().getClientId(), request.grant(), sessionId, TokenRequestReader.first(limits.keys()));
        SessionHistories histories =
                session.getProvider(SessionHistoryProvider.class).histories();
        SessionHistory history = histories.observe(read.subject(), read.observation());
        Judgement judgement = engine.judge(read.observation(), history, settings);
        boolean revoked = mode == Mode.ENFORCE && judgement.decision() instanceof Decision.Revoke;
        histories.conclude(
                read.subject(),
                read.observation().id(),
                judgement.toOutcome(),
                revoked ? Optional.of(read.observation().at()) : Optional.empty());
        if (mode == Mode.ENFORCE) {
            act(judgement.decision(), request, read);
        }
    }

    private void act(Decision decision, TokenRequest request, TokenRequestReader.Read read)
            throws ClientPolicyException {
        if (decision instanceof Decision.Restrict restrict) {
            IssueLimits.shorten(session, restrict.lifetime());
        } else if (decision instanceof Decision.Rebind) {
            throw refusal(request, "Authenticate anew to continue");
        } else if (decision instanceof Decision.Revoke) {
            request.refreshToken().ifPresent(token -> revoke(request, token, read));
            throw refusal(request, "The session has ended");
        }
    }

    private void revoke(TokenRequest request, RefreshToken token, TokenRequestReader.Read read) {
        RevocationOrder order = new RevocationOrder(
                read.observation().at(),
                request.client().getClientId(),
                token.getSessionId(),
                token.getSubject(),
                "The session is no longer trusted");
        session.getAllProviders(SessionResponse.class).forEach(response -> response.revoke(order));
    }

    private ClientPolicyException refusal(TokenRequest request, String description) {
        request.newSession().ifPresent(made -> session.sessions().removeUserSession(made.getRealm(), made));
        return new ClientPolicyException(OAuthErrorException.INVALID_GRANT, description);
    }
}
