package dev.holdfast.binding.keycloak;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.idm.ClientPolicyConditionConfigurationRepresentation;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyVote;
import org.keycloak.services.clientpolicy.condition.AbstractClientPolicyConditionProvider;
import org.keycloak.services.clientpolicy.context.ClientCRUDContext;
import org.keycloak.services.clientpolicy.context.ClientModelContext;

/**
 * Votes for clients that are non-human. It votes on every event, {@code *_RESPONSE} included, because it looks at the
 * client and at the grant type of the request.
 */
public final class NhiClientCondition
        extends AbstractClientPolicyConditionProvider<ClientPolicyConditionConfigurationRepresentation> {

    NhiClientCondition(KeycloakSession session) {
        super(session);
    }

    @Override
    public String getProviderId() {
        return NhiClientConditionFactory.PROVIDER_ID;
    }

    @Override
    public ClientPolicyVote applyPolicy(ClientPolicyContext context) {
        if (context instanceof ClientCRUDContext crud && isNonHuman(crud.getProposedClientRepresentation())) {
            return ClientPolicyVote.YES;
        }
        ClientModel client = context instanceof ClientModelContext ofClient
                ? ofClient.getClient()
                : session.getContext().getClient();
        return isNonHuman(client) && isGrantMeant(context) ? ClientPolicyVote.YES : ClientPolicyVote.NO;
    }

    private boolean isNonHuman(@Nullable ClientModel client) {
        return client != null
                && isNonHuman(
                        client.isServiceAccountsEnabled(),
                        client.getClientAuthenticatorType(),
                        client.getAttribute(NhiClientConditionFactory.NHI_ATTRIBUTE));
    }

    private boolean isNonHuman(@Nullable ClientRepresentation client) {
        Map<String, String> attributes = client == null ? null : client.getAttributes();
        return client != null
                && isNonHuman(
                        Boolean.TRUE.equals(client.isServiceAccountsEnabled()),
                        client.getClientAuthenticatorType(),
                        attributes == null ? null : attributes.get(NhiClientConditionFactory.NHI_ATTRIBUTE));
    }

    private boolean isNonHuman(boolean serviceAccount, @Nullable String authenticator, @Nullable String attribute) {
        Map<String, Object> settings = configuration.getConfigAsMap();
        return (serviceAccount && on(NhiClientConditionFactory.SERVICE_ACCOUNTS, settings))
                || (ClientAuthentication.isOfWorkload(authenticator)
                        && on(NhiClientConditionFactory.WORKLOAD_AUTHENTICATORS, settings))
                || (NhiClientConditionFactory.isNhi(attribute) && on(NhiClientConditionFactory.ATTRIBUTE, settings));
    }

    private static boolean on(Setting setting, Map<String, Object> settings) {
        return Boolean.parseBoolean(setting.orDefault(settings));
    }

    /** Without a grant type in the request (registration, introspection) the restriction to grants does not apply. */
    private boolean isGrantMeant(ClientPolicyContext context) {
        List<String> grants = NhiClientConditionFactory.GRANTS.listOrDefault(configuration.getConfigAsMap());
        if (grants.contains(NhiClientConditionFactory.ALL_GRANTS)) {
            return true;
        }
        // A grant that nobody can name raises no event: leaving it out is no decision to let it pass.
        boolean nameless = context.getEvent() == ManagedClients.CLIENT_ALONE;
        return grant().map(grant ->
                        grants.contains(grant) || (nameless && !NhiClientConditionFactory.NAMED_GRANTS.contains(grant)))
                .orElse(true);
    }

    private Optional<String> grant() {
        return Optional.ofNullable(session.getContext().getHttpRequest())
                .map(HttpRequest::getDecodedFormParameters)
                .map(form -> form.getFirst(OAuth2Constants.GRANT_TYPE));
    }
}
