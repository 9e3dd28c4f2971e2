package dev.holdfast.risk.keycloak;

import dev.holdfast.risk.response.CompromiseReport;
import dev.holdfast.risk.response.LevelChange;
import dev.holdfast.risk.response.RevocationOrder;
import dev.holdfast.risk.response.TokenRevocation;
import java.util.List;
import org.keycloak.provider.Provider;

/** Acts on what was decided, before the request is refused. */
public interface SessionResponse extends Provider {

    /**
     * Ends sessions, here and at the relying parties. Those that can be ended are, also if another one cannot. An order without
     * findings came from outside of a request: who carries it out raises the event of it in Keycloak.
     *
     * @param orders which sessions and why: one, or all that end by one cause, with the same {@code txn}
     * @throws RuntimeException if a session could not be ended
     */
    void revoke(List<RevocationOrder> orders);

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
