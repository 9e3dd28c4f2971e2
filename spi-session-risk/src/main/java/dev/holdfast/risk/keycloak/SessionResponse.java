package dev.holdfast.risk.keycloak;

import dev.holdfast.risk.response.CompromiseReport;
import dev.holdfast.risk.response.LevelChange;
import dev.holdfast.risk.response.RevocationOrder;
import dev.holdfast.risk.response.TokenRevocation;
import org.keycloak.provider.Provider;

/** Acts on what was decided, before the request is refused. */
public interface SessionResponse extends Provider {

    /**
     * Ends a session, here and at the relying parties.
     *
     * @param order which session and why
     */
    void revoke(RevocationOrder order);

    /**
     * Tells relying parties to refuse tokens that no session stands behind.
     *
     * @param order which tokens and why
     */
    void revoke(TokenRevocation order);

    /**
     * Tells relying parties that a credential is in the wrong hands.
     *
     * @param report whose and why
     */
    void report(CompromiseReport report);

    /**
     * Tells relying parties that the risk of a session has changed.
     *
     * @param change of which session, from what to what
     */
    void tell(LevelChange change);

    @Override
    default void close() {}
}
