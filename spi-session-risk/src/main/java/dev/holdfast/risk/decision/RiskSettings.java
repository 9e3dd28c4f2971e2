package dev.holdfast.risk.decision;

import dev.holdfast.binding.Mode;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/**
 * What an administrator asks of the risk engine; see {@link RiskSetting} for the meaning, default and range of each.
 *
 * @param mode whether decisions are acted on or only reported
 * @param restrictNats from this score on tokens are short-lived
 * @param rebindNats from this score on the client has to prove itself anew
 * @param revokeNats from this score on, with two independent kinds of evidence, the session ends
 * @param restrictedLifetime lifetime of a restricted access token
 * @param coldLessons before so many lessons only an invariant revokes
 * @param corroboratingNats from this weight on a kind of evidence counts as independent
 * @param retryEnvelope so long after its successor was used a refresh token may come again
 * @param fleetSessions so many sessions that move together are a fleet event
 * @param fleetPercent or so many percent of the live ones
 * @param mostWeightNats no signal but an invariant weighs more
 */
public record RiskSettings(
        Mode mode,
        double restrictNats,
        double rebindNats,
        double revokeNats,
        Duration restrictedLifetime,
        double coldLessons,
        double corroboratingNats,
        Duration retryEnvelope,
        int fleetSessions,
        double fleetPercent,
        double mostWeightNats) {

    /** The defaults. */
    public static final RiskSettings DEFAULT = of(Mode.ENFORCE, RiskSetting::byDefault);

    /**
     * Settings from their numbers.
     *
     * @param mode the mode
     * @param numbers the value of each setting, within its range
     * @return the settings
     */
    public static RiskSettings of(Mode mode, ToDoubleFunction<RiskSetting> numbers) {
        return new RiskSettings(
                mode,
                numbers.applyAsDouble(RiskSetting.RESTRICT),
                numbers.applyAsDouble(RiskSetting.REBIND),
                numbers.applyAsDouble(RiskSetting.REVOKE),
                seconds(numbers.applyAsDouble(RiskSetting.RESTRICTED_LIFETIME)),
                numbers.applyAsDouble(RiskSetting.COLD),
                numbers.applyAsDouble(RiskSetting.CORROBORATING),
                seconds(numbers.applyAsDouble(RiskSetting.RETRY_ENVELOPE)),
                (int) numbers.applyAsDouble(RiskSetting.FLEET_SESSIONS),
                numbers.applyAsDouble(RiskSetting.FLEET_PERCENT),
                numbers.applyAsDouble(RiskSetting.MOST_WEIGHT));
    }

    /**
     * The value of a setting, as {@link #of} took it.
     *
     * @param setting the setting
     * @return in its unit
     */
    public double number(RiskSetting setting) {
        return switch (setting) {
            case RESTRICT -> restrictNats;
            case REBIND -> rebindNats;
            case REVOKE -> revokeNats;
            case RESTRICTED_LIFETIME -> restrictedLifetime.toMillis() / 1000.0;
            case COLD -> coldLessons;
            case CORROBORATING -> corroboratingNats;
            case RETRY_ENVELOPE -> retryEnvelope.toMillis() / 1000.0;
            case FLEET_SESSIONS -> fleetSessions;
            case FLEET_PERCENT -> fleetPercent;
            case MOST_WEIGHT -> mostWeightNats;
        };
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
