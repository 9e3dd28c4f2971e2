package dev.holdfast.binding.keycloak;

import org.jboss.logging.Logger;
import org.keycloak.representations.idm.ClientPolicyExecutorConfigurationRepresentation;

/**
 * The configuration of an executor of ours as it stands in a client profile. A value that its setting cannot have is refused
 * when the profile is stored; where one is there all the same, after an upgrade, all defaults hold.
 *
 * @param <S> its settings
 */
public abstract class ExecutorConfiguration<S> extends ClientPolicyExecutorConfigurationRepresentation {

    private static final Logger LOG = Logger.getLogger(ExecutorConfiguration.class);

    private final String executor;
    private final S defaults;

    /**
     * The configuration of an executor.
     *
     * @param executor its provider id
     * @param defaults what holds where the configuration cannot be read
     */
    protected ExecutorConfiguration(String executor, S defaults) {
        this.executor = executor;
        this.defaults = defaults;
    }

    /**
     * Reads the settings.
     *
     * @return the settings, defaults where nothing is said
     * @throws IllegalArgumentException if a value is none that its setting can have; the message names the setting
     */
    protected abstract S toSettings();

    /** Keycloak asks before it stores a profile; a value out of range is refused, and named in the log. */
    @Override
    public final boolean validateConfig() {
        try {
            toSettings();
            return true;
        } catch (IllegalArgumentException e) {
            LOG.warnf("Configuration of %s is refused: %s", executor, e.getMessage());
            return false;
        }
    }

    /**
     * The settings, or all defaults where the configuration cannot be read any more.
     *
     * @return settings, never an exception: a request is judged even with a broken configuration
     */
    public final S toSettingsOrDefaults() {
        try {
            return toSettings();
        } catch (IllegalArgumentException e) {
            LOG.errorf("Configuration of %s cannot be read, the defaults hold: %s", executor, e.getMessage());
            return defaults;
        }
    }
}
