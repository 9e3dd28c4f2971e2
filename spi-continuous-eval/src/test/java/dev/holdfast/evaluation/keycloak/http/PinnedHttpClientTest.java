package dev.holdfast.evaluation.keycloak.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.evaluation.delivery.AddressPolicy;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.conn.SystemDefaultDnsResolver;
import org.junit.jupiter.api.Test;
import org.keycloak.models.KeycloakSession;

/** The client as it is used: made by Keycloak's factory, with what our resolver admits. */
class PinnedHttpClientTest {

    /** Any name leads where the system says; this one leads to this machine everywhere. */
    @Test
    void call_toANameThatLeadsInside_isNotConnected() throws IOException {
        PinnedResolver resolver = new PinnedResolver(SystemDefaultDnsResolver.INSTANCE, AddressPolicy.PUBLIC);
        try (ServerSocket inside = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                CloseableHttpClient http = new PinnedHttpClient(resolver).of(session())) {
            inside.setSoTimeout(1);
            HttpGet call = new HttpGet("http://localhost:" + inside.getLocalPort() + "/");
            // What would be connected gets no answer.
            call.setConfig(RequestConfig.custom().setSocketTimeout(200).build());

            assertThatThrownBy(() -> http.execute(call)).isInstanceOf(UnknownHostException.class);

            assertThatThrownBy(inside::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    /** Without a truststore of its own, as a server that is not configured. */
    private static KeycloakSession session() {
        return (KeycloakSession) Proxy.newProxyInstance(
                PinnedHttpClientTest.class.getClassLoader(),
                new Class<?>[] {KeycloakSession.class},
                (self, method, arguments) -> null);
    }
}
