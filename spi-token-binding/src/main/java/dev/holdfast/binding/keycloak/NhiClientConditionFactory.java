package dev.holdfast.binding.keycloak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.idm.ClientPolicyConditionConfigurationRepresentation;
import org.keycloak.representations.idm.ClientPolicyConditionRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.condition.AbstractClientPolicyConditionProviderFactory;
import org.keycloak.services.clientpolicy.condition.ClientPolicyConditionProvider;
import org.keycloak.util.JsonSerialization;

/** Makes {@link NhiClientCondition}. */
public final class NhiClientConditionFactory extends AbstractClientPolicyConditionProviderFactory {

    /** The condition's name in a client policy. */
    public static final String PROVIDER_ID = "nhi-client";

    /** A client attribute that makes any client a non-human identity: {@code service|ci|workload|agent}. */
    public static final String NHI_ATTRIBUTE = "holdfast.nhi";

    static final String ALL_GRANTS = "all";

    /** Every grant that raises a policy event. */
    static final List<String> NAMED_GRANTS = List.of(
            OAuth2Constants.CLIENT_CREDENTIALS,
            OAuth2Constants.REFRESH_TOKEN,
            OAuth2Constants.AUTHORIZATION_CODE,
            OAuth2Constants.PASSWORD,
            OAuth2Constants.DEVICE_CODE_GRANT_TYPE,
            OAuth2Constants.CIBA_GRANT_TYPE,
            OAuth2Constants.TOKEN_EXCHANGE_GRANT_TYPE,
            OAuth2Constants.JWT_AUTHORIZATION_GRANT);

    private static final Set<String> KINDS = Set.of("service", "ci", "workload", "agent");

    static final Setting SERVICE_ACCOUNTS =
            Setting.flag("service-accounts", "Service accounts", "Applies to clients with a service account.", true);
    static final Setting WORKLOAD_AUTHENTICATORS = Setting.flag(
            "workload-authenticators",
            "Workload authenticators",
            "Applies to clients that authenticate as workloads do: federated JWT (SPIFFE, Kubernetes), X.509,"
                    + " attestation.",
            true);
    static final Setting ATTRIBUTE = Setting.flag(
            "attribute",
            "Attribute",
            "Applies to clients with the attribute " + NHI_ATTRIBUTE + " = service, ci, workload or agent.",
            true);
    static final Setting GRANTS = Setting.list(
            "grants",
            "Grants",
            "Restricts the condition to token requests of these grants.",
            List.of(ALL_GRANTS),
            Stream.concat(Stream.of(ALL_GRANTS), NAMED_GRANTS.stream()).toList());

    /** All settings, in the order of the console. */
    static final List<Setting> SETTINGS = List.of(SERVICE_ACCOUNTS, WORKLOAD_AUTHENTICATORS, ATTRIBUTE, GRANTS);

    static boolean isNhi(@Nullable String attribute) {
        return attribute != null && KINDS.contains(attribute.trim());
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public ClientPolicyConditionProvider<?> create(KeycloakSession session) {
        return new NhiClientCondition(session);
    }

    /** Keycloak asks before it stores a policy; a value that a setting cannot have is refused by name. */
    @Override
    public void validateConfiguration(
            KeycloakSession session, RealmModel realm, ClientPolicyConditionRepresentation condition)
            throws ClientPolicyException {
        if (condition.getConfiguration() == null) {
            return;
        }
        Map<String, Object> configuration = JsonSerialization.mapper
                .convertValue(condition.getConfiguration(), ClientPolicyConditionConfigurationRepresentation.class)
                .getConfigAsMap();
        for (Setting setting : SETTINGS) {
            try {
                setting.of(configuration);
            } catch (IllegalArgumentException e) {
                throw new ClientPolicyException(PROVIDER_ID + ": " + e.getMessage());
            }
        }
    }

    @Override
    public String getHelpText() {
        return "Applies to non-human identities: service accounts, workloads, runners, agents.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        List<ProviderConfigProperty> common = new ArrayList<>();
        addCommonConfigProperties(common);
        return Stream.concat(SETTINGS.stream().map(Setting::property), common.stream())
                .toList();
    }
}
