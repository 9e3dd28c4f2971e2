package dev.holdfast.evaluation.keycloak.admin;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProvider;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProviderFactory;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** The admin REST of Holdfast, {@code /admin/realms/{realm}/holdfast}. */
public final class HoldfastAdminFactory implements AdminRealmResourceProviderFactory {

    private @Nullable DecisionStreams decisionStreams;

    @Override
    public String getId() {
        return "holdfast";
    }

    @Override
    public AdminRealmResourceProvider create(KeycloakSession session) {
        return new AdminRealmResourceProvider() {
            @Override
            public Object getResource(
                    KeycloakSession session,
                    RealmModel realm,
                    AdminPermissionEvaluator auth,
                    AdminEventBuilder adminEvent) {
                return new HoldfastAdminResource(
                        new AdminCall(session, realm, auth, adminEvent),
                        Objects.requireNonNull(decisionStreams, "started"));
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        decisionStreams = new DecisionStreams(factory);
    }

    @Override
    public void close() {
        if (decisionStreams != null) {
            decisionStreams.close();
        }
    }
}
