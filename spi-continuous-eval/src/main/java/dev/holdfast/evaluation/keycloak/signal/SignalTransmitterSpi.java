package dev.holdfast.evaluation.keycloak.signal;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** The type of the components that are transmitters. */
public final class SignalTransmitterSpi implements Spi {

    @Override
    public boolean isInternal() {
        return true;
    }

    @Override
    public String getName() {
        return "holdfast-transmitter";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return SignalTransmitter.class;
    }

    @Override
    public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
        return SignalTransmitterFactory.class;
    }
}
