package dev.holdfast.binding.keycloak;

import java.util.ArrayList;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.services.clientpolicy.condition.AbstractClientPolicyConditionProviderFactory;
import org.keycloak.services.clientpolicy.condition.ClientPolicyConditionProvider;

/** Makes {@link NhiClientCondition}. */
public final class NhiClientConditionFactory extends AbstractClientPolicyConditionProviderFactory {

    /** The condition's name in a client policy. */
    public static final String PROVIDER_ID = "nhi-client";

    /** A client attribute that makes any client a non-human identity: {@code service|ci|workload|agent}. */
    public static final String NHI_ATTRIBUTE = "holdfast.nhi";

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public ClientPolicyConditionProvider<?> create(KeycloakSession session) {
        return new NhiClientCondition(session);
    }

    @Override
    public String getHelpText() {
        return "Applies to non-human identities: clients with a service account, and clients that carry the attribute "
                + NHI_ATTRIBUTE + " (service, ci, workload or agent).";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        List<ProviderConfigProperty> properties = new ArrayList<>();
        addCommonConfigProperties(properties);
        return properties;
    }
}
