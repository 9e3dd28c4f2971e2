package dev.holdfast.risk.keycloak;

import dev.holdfast.binding.keycloak.Setting;
import dev.holdfast.risk.decision.RiskEngine;
import dev.holdfast.risk.live.LiveIdentities;
import dev.holdfast.risk.network.NetworkTable;
import dev.holdfast.risk.network.NetworksCsv;
import dev.holdfast.risk.observation.FeatureExtractor;
import dev.holdfast.risk.signal.Signal;
import dev.holdfast.risk.signal.Signals;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProviderFactory;

/** Makes {@link SessionRiskExecutor}. */
public final class SessionRiskExecutorFactory implements ClientPolicyExecutorProviderFactory {

    /** The executor's name in a client profile. */
    public static final String PROVIDER_ID = "session-risk";

    /** Server option {@code spi-client-policy-executor--session-risk--networks-file}: path of a networks.csv. */
    static final String NETWORKS_FILE = "networks-file";

    /** Of so many identities a node knows what is live; some 10 KB each at most. */
    private static final int LIVE_IDENTITIES = 20_000;

    private static final Logger LOG = Logger.getLogger(SessionRiskExecutorFactory.class);

    private RiskEngine engine = new RiskEngine(Signals.all());
    private final LiveIdentities live = new LiveIdentities(LIVE_IDENTITIES);
    private final DeclaredEnvelopes envelopes = new DeclaredEnvelopes();
    private FeatureExtractor extractor = new FeatureExtractor(NetworkTable.of(List.of()));

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public ClientPolicyExecutorProvider<?> create(KeycloakSession session) {
        return new SessionRiskExecutor(session, engine, live, new TokenRequestReader(session, extractor), envelopes);
    }

    FeatureExtractor extractor() {
        return extractor;
    }

    @Override
    public String getHelpText() {
        return "Judges every request for tokens against the history of its session and restricts, refuses or ends what no"
                + " longer looks like its owner. Stands after sender-constrained-tokens.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return RiskConfiguration.SETTINGS.stream().map(Setting::property).toList();
    }

    @Override
    public void init(Config.Scope config) {
        String file = config.get(NETWORKS_FILE);
        if (file == null || file.isBlank()) {
            return;
        }
        try (Reader reader = Files.newBufferedReader(Path.of(file))) {
            extractor = new FeatureExtractor(NetworksCsv.read(reader));
            LOG.infof("Networks are read from %s", file);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "Option " + NETWORKS_FILE + " of " + PROVIDER_ID + ": " + file + " cannot be read: "
                            + e.getMessage(),
                    e);
        }
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        List<Signal> signals = new ArrayList<>(Signals.all());
        factory.getProviderFactoriesStream(RiskSignalProvider.class)
                .map(RiskSignalProviderFactory.class::cast)
                .forEach(additional -> add(signals, additional.signal()));
        engine = new RiskEngine(signals);
    }

    private static void add(List<Signal> signals, Signal additional) {
        if (signals.stream().anyMatch(known -> known.name().equals(additional.name()))) {
            LOG.errorf("Signal %s is left out: there is one of that name", additional.name());
            return;
        }
        signals.add(new GuardedSignal(additional));
        LOG.infof("Signal %s is added", additional.name());
    }

    @Override
    public void close() {}
}
