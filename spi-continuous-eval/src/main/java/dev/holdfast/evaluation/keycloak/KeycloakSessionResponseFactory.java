package dev.holdfast.evaluation.keycloak;

import dev.holdfast.evaluation.keycloak.logout.BackChannelLogouts;
import dev.holdfast.evaluation.keycloak.trust.SecurityEventPublisher;
import dev.holdfast.risk.keycloak.SessionResponse;
import dev.holdfast.risk.keycloak.SessionResponseFactory;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.common.Profile;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Makes {@link KeycloakSessionResponse}. */
public final class KeycloakSessionResponseFactory implements SessionResponseFactory {

    private static final Logger LOG = Logger.getLogger(KeycloakSessionResponseFactory.class);

    private @Nullable BackChannelLogouts logouts;

    @Override
    public String getId() {
        return "continuous-eval";
    }

    @Override
    public SessionResponse create(KeycloakSession session) {
        return new KeycloakSessionResponse(
                session, SecurityEventPublisher.installed(), Objects.requireNonNull(logouts, "started"));
    }

    @Override
    public void init(Config.Scope config) {
        if (!Profile.isFeatureEnabled(Profile.Feature.SSF)) {
            LOG.warn("Feature ssf is off: sessions end in Keycloak only, relying parties are not told."
                    + " Start with --features=ssf and set the realm attribute ssf.transmitterEnabled.");
        }
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        logouts = new BackChannelLogouts();
    }

    @Override
    public void close() {
        if (logouts != null) {
            logouts.close();
        }
    }
}
