package dev.holdfast.dev.inserver;

import dev.holdfast.evaluation.keycloak.LiveSessions;
import dev.holdfast.evaluation.keycloak.SessionEnding;
import dev.holdfast.risk.response.Initiator;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** Runs in the server of the tests: ends a session that was found while it lived, and has ended when it is to be ended again. */
public final class EndTwiceFactory implements RealmResourceProviderFactory {

    /** Where it is, within {@code /realms/{realm}}. */
    public static final String ID = "test-end-twice";

    /** Made by Keycloak. */
    public EndTwiceFactory() {}

    /** What it serves. */
    public static final class Resource implements RealmResourceProvider {

        private final KeycloakSession session;

        Resource(KeycloakSession session) {
            this.session = session;
        }

        /** As two administrators do it at the same time. */
        @POST
        public Response end(@QueryParam("session") String id) {
            new LiveSessions(session)
                    .find(id, Optional.empty(), Optional.empty(), Optional.empty())
                    .ifPresent(live -> {
                        for (String who : List.of("one", "another")) {
                            new SessionEnding(session, Initiator.ADMIN)
                                    .end(List.of(live), who, "a test ends it twice", who);
                        }
                    });
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
