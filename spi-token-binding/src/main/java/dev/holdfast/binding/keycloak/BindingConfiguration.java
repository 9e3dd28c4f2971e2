package dev.holdfast.binding.keycloak;

import dev.holdfast.binding.BindingSettings;
import dev.holdfast.binding.KeyAdmission;
import dev.holdfast.binding.Mode;
import dev.holdfast.binding.SeenKeys;
import dev.holdfast.events.KeyThumbprint;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.keycloak.representations.idm.ClientPolicyExecutorConfigurationRepresentation;

/** The executor's configuration as it stands in a client profile. */
public final class BindingConfiguration extends ClientPolicyExecutorConfigurationRepresentation {

    private static final Logger LOG = Logger.getLogger(BindingConfiguration.class);

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
                Mode.parse(BindingSetting.MODE.of(values)),
                switch (BindingSetting.MECHANISMS.of(values)) {
                    case "dpop" -> Set.of(KeyThumbprint.Kind.DPOP);
                    case "mtls" -> Set.of(KeyThumbprint.Kind.MTLS);
                    default -> Set.of(KeyThumbprint.Kind.values());
                },
                Boolean.parseBoolean(BindingSetting.BIND_REFRESH_TOKENS.of(values)),
                KeyAdmission.valueOf(BindingSetting.KEY_ADMISSION
                        .of(values)
                        .replace('-', '_')
                        .toUpperCase(Locale.ROOT)),
                new SeenKeys.Limit(
                        BindingSetting.NEW_KEYS.number(values),
                        Duration.ofSeconds(BindingSetting.NEW_KEYS_PERIOD.number(values))),
                Duration.ofSeconds(BindingSetting.MAX_ACCESS_TOKEN_LIFETIME.number(values)),
                Duration.ofSeconds(BindingSetting.MAX_REFRESH_TOKEN_LIFETIME.number(values)));
    }

    /**
     * The settings with the weakest lifetimes replaced by the defaults where the configuration cannot be read any more.
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
