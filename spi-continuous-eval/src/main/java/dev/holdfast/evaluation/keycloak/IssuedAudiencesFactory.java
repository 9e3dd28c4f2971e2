package dev.holdfast.evaluation.keycloak;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorFactory;

/** Makes {@link IssuedAudiences}. */
public final class IssuedAudiencesFactory implements TokenPostProcessorFactory {

    private static final TokenPostProcessor ONLY = new IssuedAudiences();

    @Override
    public String getId() {
        return "holdfast-issued-audiences";
    }

    @Override
    public TokenPostProcessor create(KeycloakSession session) {
        return ONLY;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
