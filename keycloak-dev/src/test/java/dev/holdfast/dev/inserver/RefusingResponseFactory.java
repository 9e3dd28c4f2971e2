package dev.holdfast.dev.inserver;

import dev.holdfast.risk.keycloak.SessionResponse;
import dev.holdfast.risk.keycloak.SessionResponseFactory;
import dev.holdfast.risk.response.CompromiseReport;
import dev.holdfast.risk.response.LevelChange;
import dev.holdfast.risk.response.RevocationOrder;
import dev.holdfast.risk.response.TokenRevocation;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Runs in the server of the tests: a second response to decisions, which fails where a test gives {@link #REASON} as the reason. */
public final class RefusingResponseFactory implements SessionResponseFactory {

    /** With which sessions are not ended. */
    public static final String REASON = "a test wants this to fail";

    /** Made by Keycloak. */
    public RefusingResponseFactory() {}

    /** What fails. */
    public static final class Response implements SessionResponse {

        @Override
        public void revoke(List<RevocationOrder> orders) {
            if (orders.stream().anyMatch(order -> order.reason().equals(REASON))) {
                throw new IllegalStateException(REASON);
            }
        }

        @Override
        public void revoke(TokenRevocation order) {}

        @Override
        public void report(CompromiseReport report) {}

        @Override
        public void tell(LevelChange change) {}
    }

    @Override
    public String getId() {
        return "test-refusing";
    }

    @Override
    public SessionResponse create(KeycloakSession session) {
        return new Response();
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
