package dev.holdfast.evaluation.keycloak.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.holdfast.evaluation.delivery.AddressPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.apache.http.client.methods.HttpPost;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keycloak.Config;
import org.keycloak.common.enums.HostnameVerificationPolicy;
import org.keycloak.models.KeycloakSession;
import org.keycloak.truststore.TruststoreProvider;

/** A receiver that talks to nobody without a certificate, and what Keycloak is told of its own. */
class ClientCertificateTest {

    /** Of Keycloak's HTTP client, where a test configures it; a server has {@code --spi-connections-http-client--default--…}. */
    private static final String OPTION = "keycloak.connectionsHttpClient.default.";

    private static final String PASSWORD = "loopback";

    @TempDir
    static Path directory;

    private static HttpsServer receiver;
    private static final AtomicReference<String> CALLER = new AtomicReference<>();

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    @BeforeAll
    static void listen() throws Exception {
        Config.init(new Config.SystemPropertiesConfigProvider());
        generate("keycloak");
        generate("receiver");
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store("receiver"), PASSWORD.toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(certificateOf("keycloak"));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
        receiver = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = context.getDefaultSSLParameters();
                wanted.setNeedClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        });
        receiver.createContext("/", exchange -> {
            CALLER.set(((com.sun.net.httpserver.HttpsExchange) exchange)
                    .getSSLSession()
                    .getPeerPrincipal()
                    .getName());
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterAll
    static void stop() {
        receiver.stop(0);
    }

    @AfterEach
    void stopClock() {
        clock.shutdownNow();
    }

    @Test
    void post_withTheCertificateOfKeycloaksHttpClient_isTaken() throws Exception {
        assertThat(post(Map.of(
                        "client-keystore", directory.resolve("keycloak.p12").toString(),
                        "client-keystore-password", PASSWORD,
                        "client-key-password", PASSWORD)))
                .isEqualTo(202);
        assertThat(CALLER).hasValue("CN=keycloak.example");
    }

    @Test
    void post_withoutACertificate_isNotTaken() {
        assertThatThrownBy(() -> post(Map.of())).isInstanceOf(IOException.class);
    }

    private int post(Map<String, String> options) throws IOException {
        PinnedResolver resolver = new PinnedResolver(
                host -> new InetAddress[] {InetAddress.getLoopbackAddress()}, AddressPolicy.CLOSED_NETWORK);
        options.forEach((name, value) -> System.setProperty(OPTION + name, value));
        PinnedHttpClient client = new PinnedHttpClient(resolver);
        try {
            BoundedPost posts = new BoundedPost(client.of(session()), resolver, clock);
            HttpPost post = new HttpPost(posts.address(
                    "https://receiver.example:" + receiver.getAddress().getPort() + "/events"));
            return posts.send(
                    post,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    response -> response.getStatusLine().getStatusCode());
        } finally {
            options.keySet().forEach(name -> System.clearProperty(OPTION + name));
            client.close();
        }
    }

    private static KeycloakSession session() {
        TruststoreProvider truststore = proxy(
                TruststoreProvider.class,
                (proxy, method, args) -> method.getName().equals("getPolicy")
                        ? HostnameVerificationPolicy.DEFAULT
                        : certificateOf("receiver"));
        return proxy(KeycloakSession.class, (proxy, method, args) -> truststore);
    }

    private static void generate(String name) throws Exception {
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        name,
                        "-dname",
                        "CN=" + name + ".example",
                        "-ext",
                        "san=dns:" + name + ".example",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        directory.resolve(name + ".p12").toString(),
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".log").toFile())
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue())
                .as(Files.readString(directory.resolve(name + ".log")))
                .isZero();
    }

    private static KeyStore store(String name) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(directory.resolve(name + ".p12"))) {
            store.load(file, PASSWORD.toCharArray());
        }
        return store;
    }

    private static KeyStore certificateOf(String name) throws Exception {
        KeyStore trusting = KeyStore.getInstance("PKCS12");
        trusting.load(null, null);
        trusting.setCertificateEntry(name, store(name).getCertificate(name));
        return trusting;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
