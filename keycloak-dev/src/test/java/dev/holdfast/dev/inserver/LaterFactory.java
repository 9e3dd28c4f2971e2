package dev.holdfast.dev.inserver;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.keycloak.Config;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.session.UserSessionPersisterProvider;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/**
 * Runs in the server of the tests: makes what is kept of sessions older, and does now what Keycloak does with expired ones every
 * three minutes. Keycloak removes a session at the earliest three minutes after its end, which no test can wait for.
 */
public final class LaterFactory implements RealmResourceProviderFactory {

    /** Where it is, within {@code /realms/{realm}}. */
    public static final String ID = "test-later";

    /** Made by Keycloak. */
    public LaterFactory() {}

    /** What it serves. */
    public static final class Resource implements RealmResourceProvider {

        private final KeycloakSession session;

        Resource(KeycloakSession session) {
            this.session = session;
        }

        /** Makes the sessions of the realm older, and removes those that have expired. */
        @POST
        public Response removeExpired(@QueryParam("seconds") int seconds) {
            String realmId = session.getContext().getRealm().getId();
            KeycloakModelUtils.runJobInTransaction(
                    session.getKeycloakSessionFactory(),
                    own -> own.getProvider(JpaConnectionProvider.class)
                            .getEntityManager()
                            .createQuery("update PersistentUserSessionEntity s set s.createdOn = s.createdOn - :seconds"
                                    + " where s.realmId = :realm")
                            .setParameter("seconds", seconds)
                            .setParameter("realm", realmId)
                            .executeUpdate());
            KeycloakModelUtils.runJobInTransaction(
                    session.getKeycloakSessionFactory(),
                    own -> own.getProvider(UserSessionPersisterProvider.class)
                            .removeExpired(own.realms().getRealm(realmId)));
            return Response.noContent().build();
        }

        @Override
        public Object getResource() {
            return this;
        }

        @Override
        public void close() {}
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        return new Resource(session);
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
