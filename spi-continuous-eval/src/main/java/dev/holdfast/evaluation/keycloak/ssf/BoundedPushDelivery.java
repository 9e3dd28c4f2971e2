package dev.holdfast.evaluation.keycloak.ssf;

import org.apache.http.client.HttpClient;
import org.apache.http.client.config.RequestConfig;
import org.keycloak.connections.httpclient.HttpClientProvider;
import org.keycloak.http.simple.SimpleHttp;
import org.keycloak.http.simple.SimpleHttpRequest;
import org.keycloak.models.KeycloakSession;
import org.keycloak.ssf.transmitter.SsfTransmitterConfig;
import org.keycloak.ssf.transmitter.delivery.push.PushDeliveryService;
import org.keycloak.ssf.transmitter.stream.StreamConfig;

/**
 * Keycloak's push, with time-outs that really bound: its own never sets one for the connection, so that a receiver behind
 * a silent firewall holds the sender for minutes. Also says what it accepts (RFC 8935 section 2.1).
 */
final class BoundedPushDelivery extends PushDeliveryService {

    private final HttpClient httpClient;
    private final SsfTransmitterConfig config;

    BoundedPushDelivery(KeycloakSession session, SsfTransmitterConfig config) {
        super(session, config);
        this.httpClient = session.getProvider(HttpClientProvider.class).getHttpClient();
        this.config = config;
    }

    @Override
    protected SimpleHttpRequest createSimpleHttp(String endpointUrl, String authorizationHeader, StreamConfig stream) {
        int connectMillis = stream.getPushEndpointConnectTimeoutMillis() != null
                ? stream.getPushEndpointConnectTimeoutMillis()
                : config.getPushEndpointConnectTimeoutMillis();
        int readMillis = stream.getPushEndpointSocketTimeoutMillis() != null
                ? stream.getPushEndpointSocketTimeoutMillis()
                : config.getPushEndpointSocketTimeoutMillis();
        RequestConfig bounds = RequestConfig.custom()
                .setConnectionRequestTimeout(connectMillis)
                .setConnectTimeout(connectMillis)
                .setSocketTimeout(readMillis)
                .setRedirectsEnabled(false)
                .build();
        SimpleHttpRequest request = SimpleHttp.create(httpClient)
                .withRequestConfig(bounds)
                .doPost(endpointUrl)
                .header("Accept", "application/json");
        return authorizationHeader == null ? request : request.header("Authorization", authorizationHeader);
    }
}
