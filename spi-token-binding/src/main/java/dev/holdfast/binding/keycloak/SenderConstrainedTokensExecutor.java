package dev.holdfast.binding.keycloak;

import dev.holdfast.binding.BindingKeys;
import dev.holdfast.binding.BindingSettings;
import dev.holdfast.binding.Mode;
import dev.holdfast.binding.keycloak.trace.HoldfastSpan;
import dev.holdfast.binding.keycloak.trace.Trace;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.context.ClientCRUDContext;
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
        Mode mode = settings.mode().and(RealmMode.of(session.getContext().getRealm()));
        Optional<TokenRequest> request = TokenRequest.of(session, context);
        if (request.isPresent()) {
            judge(mode, request.get(), context);
        } else if (mode == Mode.ENFORCE) {
            if (context instanceof ClientCRUDContext registration) {
                new RegistrationGate(settings).pass(registration);
            }
            IssuedIdToken.in(context)
                    .ifPresent(
                            token -> Lifetimes.cap(token, settings.lifetimes().accessToken()));
        }
    }

    private void judge(Mode mode, TokenRequest request, ClientPolicyContext context) throws ClientPolicyException {
        if (mode == Mode.OFF) {
            limit(mode, BindingKeys.NONE);
            return;
        }
        try {
            limit(mode, admit(mode, request, context));
            Delegation.remember(session, context);
        } catch (ClientPolicyException refused) {
            if (mode == Mode.ENFORCE) {
                request.discardNewSession(session);
                throw refused;
            }
            LOG.infof("Would refuse client %s: %s", request.client().getClientId(), refused.getErrorDetail());
            limit(mode, BindingKeys.NONE);
        }
    }

    private BindingKeys admit(Mode mode, TokenRequest request, ClientPolicyContext context)
            throws ClientPolicyException {
        try (Trace trace = Trace.start(session, HoldfastSpan.BINDING)
                .with("grant", request.grant())
                .with("mode", mode.name().toLowerCase(Locale.ROOT))) {
            try {
                new SessionGate(session, settings).pass(request, context);
                return new RequestGate(session, keyGate, settings, mode).admit(request);
            } catch (ClientPolicyException refused) {
                trace.failed(refused.getError());
                throw refused;
            }
        }
    }

    private void limit(Mode mode, BindingKeys keys) {
        new IssueLimits(mode, settings, keys, settings.lifetimes().accessToken()).store(session);
    }
}
