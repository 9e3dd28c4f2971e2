package dev.holdfast.evaluation.keycloak.http;

import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.DefaultHttpRequestRetryHandler;
import org.apache.http.impl.client.HttpClients;
import org.keycloak.Config;
import org.keycloak.connections.httpclient.DefaultHttpClientFactory;
import org.keycloak.connections.httpclient.HttpClientBuilder;
import org.keycloak.models.KeycloakSession;

/**
 * A client of Keycloak's making, with all that the administrator configured for outgoing requests (truststore, client
 * certificate, proxies, pool), and with a resolver of ours. A client of its own, so that those who are called share no
 * connections with anybody else.
 */
public final class PinnedHttpClient extends DefaultHttpClientFactory {

    private static final String SPI = "connectionsHttpClient";

    private final PinnedResolver resolver;

    /**
     * Makes one.
     *
     * @param resolver resolves the names of those who are called
     */
    public PinnedHttpClient(PinnedResolver resolver) {
        this.resolver = resolver;
        init(Config.scope(SPI, "default"));
        // Keycloak makes the rest of it here.
        postInit(null);
    }

    /**
     * The client; it is made at the first call.
     *
     * @param session has the truststore
     * @return the client, the same for all sessions
     */
    public CloseableHttpClient of(KeycloakSession session) {
        return create(session).getHttpClient();
    }

    @Override
    protected HttpClientBuilder newHttpClientBuilder(KeycloakSession session) {
        return new HttpClientBuilder(HttpClients.custom()
                .setDnsResolver(resolver)
                // Once, for a kept connection that the other side has closed meanwhile; it knows the message by its
                // jti.
                .setRetryHandler(new DefaultHttpRequestRetryHandler(1, true))
                .disableAuthCaching()
                .disableContentCompression());
    }
}
