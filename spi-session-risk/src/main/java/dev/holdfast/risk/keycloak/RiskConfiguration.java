package dev.holdfast.risk.keycloak;

import dev.holdfast.binding.Mode;
import dev.holdfast.binding.keycloak.Setting;
import dev.holdfast.risk.decision.RiskSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.keycloak.representations.idm.ClientPolicyExecutorConfigurationRepresentation;

/** The executor's configuration as it stands in a client profile. */
public final class RiskConfiguration extends ClientPolicyExecutorConfigurationRepresentation {

    private static final Logger LOG = Logger.getLogger(RiskConfiguration.class);

    private static final Setting MODE = Setting.choice(
            "mode", "Mode", "enforce acts on decisions; observe only records them.", "enforce", "observe");
    private static final Setting RESTRICT = Setting.number(
            "restrict-nats", "Restrict from", "From this score on, in nats, tokens are short-lived.", 3, 0, 100);
    private static final Setting REBIND = Setting.number(
            "rebind-nats",
            "Rebind from",
            "From this score on, in nats, the client has to authenticate anew.",
            6,
            0,
            100);
    private static final Setting REVOKE = Setting.number(
            "revoke-nats",
            "Revoke from",
            "From this score on, in nats, and with two independent kinds of evidence, the session ends.",
            9,
            0,
            100);
    private static final Setting RESTRICTED_LIFETIME = Setting.number(
            "restricted-lifetime-seconds",
            "Restricted lifetime",
            "Lifetime of a restricted access token in seconds.",
            60,
            5,
            600);

    /** All settings, in the order of the console. */
    static final List<Setting> SETTINGS = List.of(MODE, RESTRICT, REBIND, REVOKE, RESTRICTED_LIFETIME);

    /** Keycloak asks before it stores a profile; a value out of range is refused, and named in the log. */
    @Override
    public boolean validateConfig() {
        try {
            toSettings();
            return true;
        } catch (IllegalArgumentException e) {
            LOG.warnf("Configuration of %s is refused: %s", SessionRiskExecutorFactory.PROVIDER_ID, e.getMessage());
            return false;
        }
    }

    /**
     * Reads the settings.
     *
     * @return the settings, defaults where nothing is said
     * @throws IllegalArgumentException if a value is none that its setting can have
     */
    RiskSettings toSettings() {
        Map<String, Object> values = getConfigAsMap();
        return new RiskSettings(
                Mode.parse(MODE.of(values)),
                RESTRICT.numberOf(values),
                REBIND.numberOf(values),
                REVOKE.numberOf(values),
                Duration.ofSeconds((long) RESTRICTED_LIFETIME.numberOf(values)));
    }

    RiskSettings toSettingsOrDefaults() {
        try {
            return toSettings();
        } catch (IllegalArgumentException e) {
            LOG.errorf(
                    "Configuration of %s cannot be read, the defaults hold: %s",
                    SessionRiskExecutorFactory.PROVIDER_ID, e.getMessage());
            return RiskSettings.DEFAULT;
        }
    }
}
