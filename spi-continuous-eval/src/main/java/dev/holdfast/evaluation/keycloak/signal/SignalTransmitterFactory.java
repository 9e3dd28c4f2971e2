package dev.holdfast.evaluation.keycloak.signal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.common.util.Environment;
import org.keycloak.component.ComponentFactory;
import org.keycloak.component.ComponentModel;
import org.keycloak.component.ComponentValidationException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderFactory;

/**
 * Transmitters are components of a realm: created, changed and removed at {@code /admin/realms/{realm}/components}, part of
 * realm exports, their secrets masked and able to lie in the vault. Those that do not push are polled from here.
 */
public final class SignalTransmitterFactory implements ComponentFactory<SignalTransmitter, SignalTransmitter> {

    /** The {@code providerId} of the component. */
    public static final String PROVIDER_ID = "holdfast-transmitter";

    private final Rates rates = new Rates();
    private @Nullable SignalPollers pollers;

    /** What is counted on this node. */
    static Rates rates(KeycloakSession session) {
        ProviderFactory<SignalTransmitter> factory =
                session.getKeycloakSessionFactory().getProviderFactory(SignalTransmitter.class, PROVIDER_ID);
        return ((SignalTransmitterFactory) factory).rates;
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public SignalTransmitter create(KeycloakSession session, ComponentModel model) {
        return TransmitterSettings.read(model);
    }

    @Override
    public void validateConfiguration(KeycloakSession session, RealmModel realm, ComponentModel model) {
        try {
            TransmitterSettings.read(model);
        } catch (SettingException e) {
            throw new ComponentValidationException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String getHelpText() {
        return "Somebody who may send security events to this realm, and what these may cause.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return TransmitterSettings.PROPERTIES;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        SignalPollers made = new SignalPollers(rates, factory);
        pollers = made;
        factory.register(event -> {
            // Not before the database is there, and not in an export or import: what it took in would be gone with it.
            if (event instanceof PostMigrationEvent && !Environment.isNonServerMode()) {
                made.start();
            }
        });
    }

    @Override
    public void close() {
        if (pollers != null) {
            pollers.close();
        }
    }
}
