package dev.holdfast.risk.keycloak;

import dev.holdfast.risk.response.CompromiseReport;
import dev.holdfast.risk.response.LevelChange;
import dev.holdfast.risk.response.RevocationOrder;
import dev.holdfast.risk.response.TokenRevocation;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/** All responses that are installed, as one: each acts, also if another one fails. */
public final class SessionResponses implements SessionResponse {

    private final KeycloakSession session;

    /**
     * Those of the server.
     *
     * @param session the session of a request
     */
    public SessionResponses(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void revoke(List<RevocationOrder> orders) {
        each(response -> response.revoke(orders));
    }

    @Override
    public void revoke(TokenRevocation order) {
        each(response -> response.revoke(order));
    }

    @Override
    public void report(CompromiseReport report) {
        each(response -> response.report(report));
    }

    @Override
    public void tell(LevelChange change) {
        each(response -> response.tell(change));
    }

    /** The first failure is thrown when all have acted, with the others. */
    private void each(Consumer<SessionResponse> act) {
        @Nullable RuntimeException first = null;
        for (SessionResponse response : session.getAllProviders(SessionResponse.class)) {
            try {
                act.accept(response);
            } catch (RuntimeException failure) {
                if (first == null) {
                    first = failure;
                } else if (first != failure) {
                    first.addSuppressed(failure);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
