package dev.holdfast.dev.it;

import dasniko.testcontainers.keycloak.KeycloakContainer;
import dev.holdfast.dev.demo.DemoSetting;
import dev.holdfast.dev.server.Administrator;
import dev.holdfast.dev.server.RunningKeycloak;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.MountableFile;

/** The published container image with our jars copied in: {@code -Dkeycloak.server=container}. */
final class ContainerKeycloak implements RunningKeycloak {

    private static final String NETWORKS = "/opt/keycloak/conf/networks.csv";

    private final KeycloakContainer container;

    private ContainerKeycloak(KeycloakContainer container) {
        this.container = container;
    }

    /** Starts one; without a Docker engine the test that asked is skipped and says so. */
    static RunningKeycloak start(OptionSet options) {
        Assumptions.assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "No Docker engine answers: tests with -Dkeycloak.server=container are skipped");
        Assumptions.assumeFalse(options.tls(), "Client certificates are tested with -Dkeycloak.server=distribution");
        KeycloakContainer container = new KeycloakContainer("quay.io/keycloak/keycloak:" + TestSettings.version());
        container
                .withAdminUsername(Administrator.LOCAL.user())
                .withAdminPassword(Administrator.LOCAL.password())
                .withEnabledMetrics();
        List<String> command = new ArrayList<>(List.of(
                "--proxy-headers=xforwarded",
                // The requests of this machine come from the bridge of the Docker engine.
                "--proxy-trusted-addresses=127.0.0.0/8,::1,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16"));
        if (options.ssf()) {
            container.withFeaturesEnabled("ssf");
            command.add("--spi-ssf-transmitter--default--allow-insecure-push-targets=true");
        }
        if (options.ours()) {
            container.withProviderLibsFrom(DemoSetting.jars(TestSettings.providers()).stream()
                    .map(Path::toFile)
                    .toList());
            container.withCopyFileToContainer(
                    MountableFile.forClasspathResource("dev/holdfast/dev/demo/networks.csv"), NETWORKS);
            command.add("--spi-client-policy-executor--session-risk--networks-file=" + NETWORKS);
        }
        command.addAll(options.options());
        command.forEach(container::withCustomCommand);
        container.withAccessToHost(true);
        container.start();
        return new ContainerKeycloak(container);
    }

    @Override
    public URI baseUri() {
        return withoutSlash(container.getAuthServerUrl());
    }

    @Override
    public URI managementUri() {
        return withoutSlash(container.getMgmtServerUrl());
    }

    @Override
    public Administrator administrator() {
        return Administrator.LOCAL;
    }

    @Override
    public String hostForCallbacks() {
        return GenericContainer.INTERNAL_HOST_HOSTNAME;
    }

    @Override
    public void close() {
        container.stop();
    }

    private static URI withoutSlash(String address) {
        return URI.create(address.endsWith("/") ? address.substring(0, address.length() - 1) : address);
    }
}
