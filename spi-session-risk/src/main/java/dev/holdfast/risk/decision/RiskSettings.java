package dev.holdfast.risk.decision;

import dev.holdfast.binding.Mode;
import java.time.Duration;

/**
 * What an administrator asks of the risk engine.
 *
 * @param mode whether decisions are acted on or only reported
 * @param restrictNats from this score on tokens are short-lived
 * @param rebindNats from this score on the client has to prove itself anew
 * @param revokeNats from this score on, with two independent kinds of evidence, the session ends
 * @param restrictedLifetime lifetime of a restricted access token
 */
public record RiskSettings(
        Mode mode, double restrictNats, double rebindNats, double revokeNats, Duration restrictedLifetime) {

    /** The defaults. */
    public static final RiskSettings DEFAULT = new RiskSettings(Mode.ENFORCE, 3, 6, 9, Duration.ofSeconds(60));
}
