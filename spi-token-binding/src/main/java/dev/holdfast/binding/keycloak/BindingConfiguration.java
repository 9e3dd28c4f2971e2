package dev.holdfast.binding.keycloak;

import dev.holdfast.binding.BindingSettings;
import dev.holdfast.binding.KeyAdmission;
import dev.holdfast.binding.Mode;
import dev.holdfast.binding.SeenKeys;
import dev.holdfast.events.KeyThumbprint;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.keycloak.representations.idm.ClientPolicyExecutorConfigurationRepresentation;

/** The executor's configuration as it stands in a client profile. */
public final class BindingConfiguration extends ClientPolicyExecutorConfigurationRepresentation {

    private static final Logger LOG = Logger.getLogger(BindingConfiguration.class);

    private static final Setting MODE = Setting.choice(
            "mode",
            "Mode",
            "enforce refuses requests without the right key; observe only reports them.",
            "enforce",
            "observe");
    private static final Setting MECHANISMS = Setting.choice(
            "mechanisms",
            "Accepted mechanisms",
            "How a client proves its key: dpop (RFC 9449), mtls (RFC 8705) or either of them.",
            "either",
            "dpop",
            "mtls");
    private static final Setting BIND_REFRESH_TOKENS = Setting.flag(
            "bind-refresh-tokens",
            "Bind refresh tokens",
            "Binds refresh tokens of confidential clients to the key too. Keycloak alone leaves them usable with any key.",
            true);
    private static final Setting KEY_ADMISSION = Setting.choice(
            "key-admission",
            "Key admission",
            "Which keys a client may use: first-seen remembers every key and limits new ones; registered accepts only"
                    + " those in the client attribute " + ClientKeys.REGISTERED + "; any accepts all.",
            "first-seen",
            "registered",
            "any");
    private static final Setting NEW_KEYS = Setting.number(
            "new-keys",
            "New keys",
            "With first-seen: how many keys of a client may be new within the period.",
            10,
            1,
            64);
    private static final Setting NEW_KEYS_PERIOD = Setting.number(
            "new-keys-period-seconds",
            "New keys period",
            "With first-seen: the period for the limit of new keys, in seconds.",
            3600,
            60,
            2_592_000);
    private static final Setting MAX_ACCESS_TOKEN_LIFETIME = Setting.number(
            "max-access-token-lifetime-seconds",
            "Longest lifetime of access tokens",
            "Access tokens live at most so many seconds, whatever the client or realm says.",
            300,
            10,
            3600);
    private static final Setting MAX_REFRESH_TOKEN_LIFETIME = Setting.number(
            "max-refresh-token-lifetime-seconds",
            "Longest lifetime of refresh tokens",
            "Refresh tokens live at most so many seconds, whatever the client or realm says.",
            1800,
            60,
            2_592_000);

    /** All settings, in the order of the console. */
    static final List<Setting> SETTINGS = List.of(
            MODE,
            MECHANISMS,
            BIND_REFRESH_TOKENS,
            KEY_ADMISSION,
            NEW_KEYS,
            NEW_KEYS_PERIOD,
            MAX_ACCESS_TOKEN_LIFETIME,
            MAX_REFRESH_TOKEN_LIFETIME);

    /** Keycloak asks before it stores a profile; a value out of range is refused, and named in the log. */
    @Override
    public boolean validateConfig() {
        try {
            toSettings();
            return true;
        } catch (IllegalArgumentException e) {
            LOG.warnf(
                    "Configuration of %s is refused: %s",
                    SenderConstrainedTokensExecutorFactory.PROVIDER_ID, e.getMessage());
            return false;
        }
    }

    /**
     * Reads the settings.
     *
     * @return the settings, defaults where nothing is said
     * @throws IllegalArgumentException if a value is none that its setting can have
     */
    BindingSettings toSettings() {
        Map<String, Object> values = getConfigAsMap();
        return new BindingSettings(
                Mode.parse(MODE.of(values)),
                switch (MECHANISMS.of(values)) {
                    case "dpop" -> Set.of(KeyThumbprint.Kind.DPOP);
                    case "mtls" -> Set.of(KeyThumbprint.Kind.MTLS);
                    default -> Set.of(KeyThumbprint.Kind.values());
                },
                Boolean.parseBoolean(BIND_REFRESH_TOKENS.of(values)),
                KeyAdmission.valueOf(KEY_ADMISSION.of(values).replace('-', '_').toUpperCase(Locale.ROOT)),
                new SeenKeys.Limit(
                        (int) NEW_KEYS.numberOf(values), Duration.ofSeconds((long) NEW_KEYS_PERIOD.numberOf(values))),
                Duration.ofSeconds((long) MAX_ACCESS_TOKEN_LIFETIME.numberOf(values)),
                Duration.ofSeconds((long) MAX_REFRESH_TOKEN_LIFETIME.numberOf(values)));
    }

    /**
     * The settings, or all defaults where the configuration cannot be read any more.
     *
     * @return settings, never an exception: a request is judged even with a broken configuration
     */
    BindingSettings toSettingsOrDefaults() {
        try {
            return toSettings();
        } catch (IllegalArgumentException e) {
            LOG.errorf(
                    "Configuration of %s cannot be read, the defaults hold: %s",
                    SenderConstrainedTokensExecutorFactory.PROVIDER_ID, e.getMessage());
            return new BindingConfiguration().toSettings();
        }
    }
}
