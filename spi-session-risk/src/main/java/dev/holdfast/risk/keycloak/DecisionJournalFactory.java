package dev.holdfast.risk.keycloak;

import org.keycloak.provider.ProviderFactory;

/** Makes {@link DecisionJournalProvider}s. */
public interface DecisionJournalFactory extends ProviderFactory<DecisionJournalProvider> {}
