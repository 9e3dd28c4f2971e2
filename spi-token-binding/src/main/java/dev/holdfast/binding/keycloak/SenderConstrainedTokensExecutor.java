package dev.holdfast.binding.keycloak;

import dev.holdfast.binding.BindingBreach;
import dev.holdfast.binding.BindingCheck;
import dev.holdfast.binding.BindingKeys;
import dev.holdfast.binding.BindingSettings;
import dev.holdfast.binding.BindingVerdict;
import dev.holdfast.binding.BindingVerdict.BreachKind;
import dev.holdfast.binding.KeyAdmission;
import dev.holdfast.binding.Mode;
import dev.holdfast.events.KeyThumbprint;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.RefreshToken;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;

/** Refuses, before anything is issued, whoever does not hold the key. */
public final class SenderConstrainedTokensExecutor implements ClientPolicyExecutorProvider<BindingConfiguration> {

    private static final Logger LOG = Logger.getLogger(SenderConstrainedTokensExecutor.class);

    private final KeycloakSession session;
    private final KeyGate keyGate;
    private BindingSettings settings = new BindingConfiguration().toSettings();

    SenderConstrainedTokensExecutor(KeycloakSession session, KeyGate keyGate) {
        this.session = session;
        this.keyGate = keyGate;
    }

    @Override
    public String getProviderId() {
        return SenderConstrainedTokensExecutorFactory.PROVIDER_ID;
    }

    @Override
    public Class<BindingConfiguration> getExecutorConfigurationClass() {
        return BindingConfiguration.class;
    }

    @Override
    public void setupConfiguration(BindingConfiguration configuration) {
        if (configuration != null) {
            settings = configuration.toSettingsOrDefaults();
        }
    }

    @Override
    public void executeOnEvent(ClientPolicyContext context) throws ClientPolicyException {
        Optional<TokenRequest> request = TokenRequest.of(session, context);
        Mode mode = settings.mode().and(RealmMode.of(session.getContext().getRealm()));
        if (request.isEmpty()) {
            return;
        }
        if (mode == Mode.OFF) {
            limit(mode, BindingKeys.NONE);
            return;
        }
        judge(mode, request.get());
    }

    private void judge(Mode mode, TokenRequest request) throws ClientPolicyException {
        BindingKeys presented = PresentedKeys.of(session);
        BindingVerdict verdict = BindingCheck.judge(settings.mechanisms(), presented, request.expected());
        if (verdict instanceof BindingVerdict.Bound bound) {
            Optional<KeyGate.Refusal> refusal =
                    keyGate.refuse(request.client(), settings, bound.keys(), request.expected());
            if (refusal.isEmpty()) {
                limit(mode, bound.keys());
            } else {
                refuseKey(mode, request, refusal.get());
            }
        } else if (verdict instanceof BindingVerdict.Breached breached) {
            refuseBreach(mode, request, breached, presented);
        } else {
            refuse(
                    mode,
                    request,
                    settings.mechanisms().contains(KeyThumbprint.Kind.DPOP)
                            ? OAuthErrorException.INVALID_DPOP_PROOF
                            : OAuthErrorException.INVALID_REQUEST,
                    "A proof of possession is required: send a DPoP proof, or use a client certificate");
        }
    }

    private void refuseKey(Mode mode, TokenRequest request, KeyGate.Refusal refusal) throws ClientPolicyException {
        if (mode == Mode.ENFORCE && refusal.why() == KeyAdmission.Verdict.BARRED) {
            tell(breach(BindingBreach.Kind.BARRED_KEY, request, Optional.empty(), Optional.of(refusal.key())));
        }
        if (refusal.why() == KeyAdmission.Verdict.UNAVAILABLE) {
            refuse(
                    mode,
                    request,
                    OAuthErrorException.TEMPORARILY_UNAVAILABLE,
                    "The key cannot be admitted now, try again");
            return;
        }
        refuse(mode, request, OAuthErrorException.INVALID_GRANT, "The key is not admitted for this client");
    }

    private void refuseBreach(Mode mode, TokenRequest request, BindingVerdict.Breached breached, BindingKeys presented)
            throws ClientPolicyException {
        Optional<KeyThumbprint> shown =
                breached.expected().kind() == KeyThumbprint.Kind.DPOP ? presented.dpop() : presented.mtls();
        BindingBreach.Kind kind =
                breached.kind() == BreachKind.WRONG_KEY ? BindingBreach.Kind.WRONG_KEY : BindingBreach.Kind.MISSING_KEY;
        BindingBreach breach = breach(kind, request, Optional.of(breached.expected()), shown);
        if (mode == Mode.ENFORCE && breach.clientAuthenticated() && shown.isPresent()) {
            keyGate.bar(request.client(), shown.get(), breached.expected());
        }
        if (mode == Mode.ENFORCE) {
            tell(breach);
        }
        refuse(mode, request, OAuthErrorException.INVALID_GRANT, "The refresh token is bound to another key");
    }

    private BindingBreach breach(
            BindingBreach.Kind kind,
            TokenRequest request,
            Optional<KeyThumbprint> expected,
            Optional<KeyThumbprint> presented) {
        return new BindingBreach(
                kind,
                Instant.now(),
                request.client().getClientId(),
                !request.client().isPublicClient(),
                request.sessionId(),
                request.refreshToken().map(RefreshToken::getSubject),
                expected,
                presented);
    }

    /** Whoever listens may fail; the request is refused all the same. */
    private void tell(BindingBreach breach) {
        session.getAllProviders(BindingBreachListener.class).forEach(listener -> {
            try {
                listener.onBreach(breach);
            } catch (RuntimeException e) {
                LOG.errorf(e, "A listener failed on a %s breach of client %s", breach.kind(), breach.clientId());
            }
        });
    }

    private void refuse(Mode mode, TokenRequest request, String error, String description)
            throws ClientPolicyException {
        if (mode != Mode.ENFORCE) {
            LOG.infof("Would refuse client %s: %s", request.client().getClientId(), description);
            limit(mode, BindingKeys.NONE);
            return;
        }
        request.newSession().ifPresent(made -> session.sessions().removeUserSession(made.getRealm(), made));
        throw new ClientPolicyException(error, description);
    }

    private void limit(Mode mode, BindingKeys keys) {
        new IssueLimits(mode, settings, keys, settings.maxAccessTokenLifetime()).store(session);
    }
}
