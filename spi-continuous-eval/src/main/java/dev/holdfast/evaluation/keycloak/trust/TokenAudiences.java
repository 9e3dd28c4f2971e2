package dev.holdfast.evaluation.keycloak.trust;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.RoleUtils;
import org.keycloak.protocol.oidc.mappers.AudienceProtocolMapper;
import org.keycloak.protocol.oidc.mappers.AudienceResolveProtocolMapper;

/**
 * For whom tokens of a client are meant, told from its audience mappers and those of its scopes: those may hear of it. Narrower
 * than the truth where a mapper of another kind writes the audience. A right to speak of a session is given only by what was
 * really issued in it, {@link dev.holdfast.evaluation.keycloak.IssuedAudiences}.
 */
public final class TokenAudiences {

    private TokenAudiences() {}

    /**
     * Client ids and audiences that tokens of a client carry.
     *
     * @param client the client
     * @param user whose roles make audiences; without one only the roles of the client's scope do
     * @param granted the optional scopes that count; empty for all of them
     * @return names
     */
    public static Set<String> of(ClientModel client, Optional<UserModel> user, Optional<String> granted) {
        Set<String> names = new HashSet<>(Set.of(client.getClientId()));
        for (ProtocolMapperModel mapper : mappers(client, granted).toList()) {
            if (AudienceProtocolMapper.PROVIDER_ID.equals(mapper.getProtocolMapper())) {
                named(mapper.getConfig()).ifPresent(names::add);
            } else if (AudienceResolveProtocolMapper.PROVIDER_ID.equals(mapper.getProtocolMapper())) {
                resolved(client, user).forEach(names::add);
            }
        }
        return names;
    }

    private static Stream<ProtocolMapperModel> mappers(ClientModel client, Optional<String> granted) {
        Map<String, ClientScopeModel> optional = client.getClientScopes(false);
        Stream<ClientScopeModel> chosen = granted.map(scope -> List.of(scope.split(" ")))
                .map(scopes -> optional.entrySet().stream()
                        .filter(entry -> scopes.contains(entry.getKey()))
                        .map(Map.Entry::getValue))
                .orElseGet(() -> optional.values().stream());
        Stream<ClientScopeModel> scopes = Stream.concat(client.getClientScopes(true).values().stream(), chosen);
        return Stream.concat(
                client.getProtocolMappersStream(), scopes.flatMap(ClientScopeModel::getProtocolMappersStream));
    }

    private static Optional<String> named(Map<String, String> config) {
        return Stream.of(AudienceProtocolMapper.INCLUDED_CLIENT_AUDIENCE, "included.custom.audience")
                .map(config::get)
                .filter(name -> name != null && !name.isBlank())
                .findFirst();
    }

    private static Stream<String> resolved(ClientModel client, Optional<UserModel> user) {
        Stream<RoleModel> ofUser = user.map(person -> RoleUtils.getDeepUserRoleMappings(person).stream())
                .orElseGet(() -> client.isFullScopeAllowed() ? Stream.empty() : scoped(client));
        return ofUser.filter(role -> client.isFullScopeAllowed() || client.hasScope(role))
                .filter(RoleModel::isClientRole)
                .map(role -> ((ClientModel) role.getContainer()).getClientId())
                .distinct();
    }

    private static Stream<RoleModel> scoped(ClientModel client) {
        return RoleUtils.expandCompositeRolesStream(client.getScopeMappingsStream());
    }
}
