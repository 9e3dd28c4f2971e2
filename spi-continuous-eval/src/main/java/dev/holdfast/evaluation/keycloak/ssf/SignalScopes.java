package dev.holdfast.evaluation.keycloak.ssf;

import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.ssf.transmitter.SsfScopes;

/**
 * Sees to it that the scopes of receivers are scopes of OpenID Connect. Keycloak makes them without a protocol, and new clients
 * then do not get them, although they are optional scopes of the realm.
 */
final class SignalScopes {

    private static final String SWITCH = "ssf.transmitterEnabled";

    private SignalScopes() {}

    static void keep(KeycloakSessionFactory factory) {
        factory.register(SignalScopes::heard);
    }

    private static void heard(ProviderEvent event) {
        if (event instanceof RealmModel.RealmPostCreateEvent created) {
            mend(created.getCreatedRealm());
        } else if (event instanceof RealmModel.RealmAttributeUpdateEvent changed
                && SWITCH.equals(changed.getAttributeName())
                && Boolean.parseBoolean(changed.getAttributeValue())) {
            mend(changed.getRealm());
        }
    }

    private static void mend(RealmModel realm) {
        // Keycloak's listener for the same event may come before or after: it makes only what is missing.
        SsfScopes.createDefaultClientScopes(realm);
        mend(realm, SsfScopes.SCOPE_SSF_READ);
        mend(realm, SsfScopes.SCOPE_SSF_MANAGE);
    }

    private static void mend(RealmModel realm, String name) {
        ClientScopeModel scope = KeycloakModelUtils.getClientScopeByName(realm, name);
        if (scope != null && scope.getProtocol() == null) {
            scope.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
        }
    }
}
