package dev.holdfast.binding.keycloak;

import dev.holdfast.binding.Mode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.idm.ClientPolicyConditionConfigurationRepresentation;
import org.keycloak.representations.idm.ClientPolicyConditionRepresentation;
import org.keycloak.representations.idm.ClientPolicyExecutorRepresentation;
import org.keycloak.representations.idm.ClientPolicyRepresentation;
import org.keycloak.representations.idm.ClientProfileRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyEvent;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.ClientPolicyVote;
import org.keycloak.services.clientpolicy.condition.ClientPolicyConditionProvider;
import org.keycloak.services.clientpolicy.context.ClientModelContext;
import org.keycloak.util.JsonSerialization;

/**
 * Says whether a client is managed: whether an enabled policy with the executor is meant for it, judged by facts of the
 * client alone. Asked only where no executor ran, which is the case for clients that no policy is meant for and for grants
 * that raise no policy event.
 */
final class ManagedClients {

    /** The event of a context that knows the client and nothing of a request. */
    static final ClientPolicyEvent CLIENT_ALONE = ClientPolicyEvent.VIEW;

    private static final Logger LOG = Logger.getLogger(ManagedClients.class);

    /**
     * The policies of a realm that have the executor, and what they were read from.
     *
     * @param profiles the realm's profiles as they are stored
     * @param policies the realm's policies as they are stored
     */
    private record Read(
            @Nullable String profiles, @Nullable String policies, List<ClientPolicyRepresentation> withExecutor) {

        boolean isOf(RealmModel realm) {
            return Objects.equals(profiles, realm.getAttribute(Constants.CLIENT_PROFILES))
                    && Objects.equals(policies, realm.getAttribute(Constants.CLIENT_POLICIES));
        }
    }

    /** By realm; read again when the stored policies have changed. */
    private final Map<String, Read> policies = new ConcurrentHashMap<>();

    boolean isManaged(KeycloakSession session, ClientModel client) {
        RealmModel realm = session.getContext().getRealm();
        try {
            Read read = policies.get(realm.getId());
            if (read == null || !read.isOf(realm)) {
                read = read(session, realm);
                policies.put(realm.getId(), read);
            }
            return read.withExecutor().stream().anyMatch(policy -> isMeantFor(session, policy, client));
        } catch (ClientPolicyException e) {
            LOG.errorf(
                    "Client policies of realm %s cannot be read, the request is refused: %s",
                    realm.getName(), e.getError());
            return true;
        }
    }

    private static Read read(KeycloakSession session, RealmModel realm) throws ClientPolicyException {
        String storedProfiles = realm.getAttribute(Constants.CLIENT_PROFILES);
        String storedPolicies = realm.getAttribute(Constants.CLIENT_POLICIES);
        Set<String> profiles = session.clientPolicy().getClientProfiles(realm, false).getProfiles().stream()
                .filter(profile -> profile.getExecutors() != null
                        && profile.getExecutors().stream().anyMatch(ManagedClients::enforces))
                .map(ClientProfileRepresentation::getName)
                .collect(Collectors.toSet());
        List<ClientPolicyRepresentation> withExecutor =
                session.clientPolicy().getClientPolicies(realm, false).getPolicies().stream()
                        .filter(policy -> Boolean.TRUE.equals(policy.isEnabled()))
                        .filter(policy -> policy.getProfiles() != null
                                && policy.getProfiles().stream().anyMatch(profiles::contains))
                        .toList();
        return new Read(storedProfiles, storedPolicies, withExecutor);
    }

    private static boolean enforces(ClientPolicyExecutorRepresentation executor) {
        return SenderConstrainedTokensExecutorFactory.PROVIDER_ID.equals(executor.getExecutorProviderId())
                && JsonSerialization.mapper
                                .convertValue(executor.getConfiguration(), BindingConfiguration.class)
                                .toSettingsOrDefaults()
                                .mode()
                        == Mode.ENFORCE;
    }

    private static boolean isMeantFor(KeycloakSession session, ClientPolicyRepresentation policy, ClientModel client) {
        List<ClientPolicyConditionRepresentation> conditions =
                policy.getConditions() == null ? List.of() : policy.getConditions();
        boolean meant = false;
        for (ClientPolicyConditionRepresentation condition : conditions) {
            ClientPolicyVote vote = vote(session, condition, client);
            if (vote == ClientPolicyVote.NO) {
                return false;
            }
            meant |= vote == ClientPolicyVote.YES;
        }
        return meant;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static ClientPolicyVote vote(
            KeycloakSession session, ClientPolicyConditionRepresentation representation, ClientModel client) {
        ClientPolicyConditionProvider condition =
                session.getProvider(ClientPolicyConditionProvider.class, representation.getConditionProviderId());
        if (condition == null) {
            return ClientPolicyVote.ABSTAIN;
        }
        try {
            condition.setupConfiguration(
                    (ClientPolicyConditionConfigurationRepresentation) JsonSerialization.mapper.convertValue(
                            representation.getConfiguration(), condition.getConditionConfigurationClass()));
            ClientPolicyVote vote = condition.applyPolicy(new ClientFacts(client));
            if (vote == ClientPolicyVote.ABSTAIN || !condition.isNegativeLogic()) {
                return vote;
            }
            return vote == ClientPolicyVote.YES ? ClientPolicyVote.NO : ClientPolicyVote.YES;
        } catch (ClientPolicyException | RuntimeException e) {
            // A condition about the request cannot be answered by facts of the client: it does not narrow the policy.
            LOG.debugf("Condition %s says nothing about a client alone: %s", condition.getProviderId(), e);
            return ClientPolicyVote.ABSTAIN;
        }
    }

    /** A context that knows the client and nothing else. */
    private record ClientFacts(ClientModel client) implements ClientModelContext {

        @Override
        public ClientModel getClient() {
            return client;
        }

        @Override
        public ClientPolicyEvent getEvent() {
            return CLIENT_ALONE;
        }
    }
}
