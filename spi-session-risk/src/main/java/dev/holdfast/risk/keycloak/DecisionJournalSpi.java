package dev.holdfast.risk.keycloak;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** The extension point {@code decision-journal}. */
public final class DecisionJournalSpi implements Spi {

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return "decision-journal";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return DecisionJournalProvider.class;
    }

    @Override
    public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
        return DecisionJournalFactory.class;
    }
}
