package dev.holdfast.evaluation.keycloak.signal;

import java.util.List;
import org.keycloak.Config;
import org.keycloak.component.ComponentFactory;
import org.keycloak.component.ComponentModel;
import org.keycloak.component.ComponentValidationException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * Transmitters are components of a realm: created, changed and removed at {@code /admin/realms/{realm}/components}, part of
 * realm exports, their secrets masked and able to lie in the vault.
 */
public final class SignalTransmitterFactory implements ComponentFactory<SignalTransmitter, SignalTransmitter> {

    /** The {@code providerId} of the component. */
    public static final String PROVIDER_ID = "holdfast-transmitter";

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
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
