package dev.holdfast.evaluation.keycloak.ssf;

import dev.holdfast.events.EventType;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.keycloak.Config;
import org.keycloak.common.Profile;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.EnvironmentDependentProviderFactory;
import org.keycloak.ssf.event.SsfEvent;
import org.keycloak.ssf.event.SsfEventProviderFactory;

/** Registers the event types that Keycloak's transmitter does not know, so that receivers can ask for them. */
public final class HoldfastEventsFactory implements SsfEventProviderFactory, EnvironmentDependentProviderFactory {

    @Override
    public String getId() {
        return "holdfast";
    }

    @Override
    public Map<String, Supplier<? extends SsfEvent>> getContributedEventFactories() {
        return Map.of(
                EventType.RISK_LEVEL_CHANGE.uri(), RiskLevelChange::new,
                EventType.TOKEN_CLAIMS_CHANGE.uri(), TokenClaimsChange::new,
                EventType.ASSURANCE_LEVEL_CHANGE.uri(), AssuranceLevelChange::new,
                EventType.SESSION_ESTABLISHED.uri(), SessionEstablished::new,
                EventType.SESSION_PRESENTED.uri(), SessionPresented::new,
                EventType.ACCOUNT_DISABLED.uri(), AccountDisabled::new,
                EventType.ACCOUNT_ENABLED.uri(), AccountEnabled::new,
                EventType.ACCOUNT_PURGED.uri(), AccountPurged::new,
                EventType.CREDENTIAL_COMPROMISE.uri(), CredentialCompromise::new);
    }

    @Override
    public Set<String> getEmittableEventTypes() {
        return getContributedEventFactories().keySet();
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public boolean isSupported(Config.Scope config) {
        return Profile.isFeatureEnabled(Profile.Feature.SSF);
    }
}
