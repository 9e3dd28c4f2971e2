package dev.holdfast.binding.keycloak;

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
 * client only.
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
        if (context instanceof ClientModelContext ofClient) {
            return isNonHuman(ofClient.getClient()) ? ClientPolicyVote.YES : ClientPolicyVote.NO;
        }
        return context instanceof ClientCRUDContext ? ClientPolicyVote.NO : ClientPolicyVote.ABSTAIN;
    }

    private static boolean isNonHuman(ClientModel client) {
        return client != null
                && (client.isServiceAccountsEnabled()
                        || client.getAttribute(NhiClientConditionFactory.NHI_ATTRIBUTE) != null);
    }

    private static boolean isNonHuman(ClientRepresentation client) {
        return client != null
                && (Boolean.TRUE.equals(client.isServiceAccountsEnabled())
                        || (client.getAttributes() != null
                                && client.getAttributes().get(NhiClientConditionFactory.NHI_ATTRIBUTE) != null));
    }
}
