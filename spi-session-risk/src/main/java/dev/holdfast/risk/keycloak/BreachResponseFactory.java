package dev.holdfast.risk.keycloak;

import dev.holdfast.binding.keycloak.BindingBreachListener;
import dev.holdfast.binding.keycloak.BindingBreachListenerFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;

/** Makes {@link BreachResponse}. */
public final class BreachResponseFactory implements BindingBreachListenerFactory {

    @Override
    public String getId() {
        return "session-risk";
    }

    @Override
    public BindingBreachListener create(KeycloakSession session) {
        SessionRiskExecutorFactory executors = (SessionRiskExecutorFactory) session.getKeycloakSessionFactory()
                .getProviderFactory(ClientPolicyExecutorProvider.class, SessionRiskExecutorFactory.PROVIDER_ID);
        return new BreachResponse(session, new TokenRequestReader(session, executors.extractor()));
    }
}
