package dev.holdfast.rp.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real nginx asks the sidecar with {@code auth_request}, as in docs/relying-parties.md. */
class NginxTest {

    private static final String NONCE_KEY = Base64.getEncoder().encodeToString(new byte[32]);

    /** What users copy. */
    private static final Path CONFIGURATION =
            Path.of("../samples/nginx/holdfast.conf").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private HttpServer api;
    private RunningSidecar sidecar;
    private Process nginx;
    private URI gateway;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(isInstalled(), "no nginx on this machine: install the package nginx-light to run this test");
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/", exchange -> {
            byte[] client = exchange.getRequestHeaders()
                    .getOrDefault("X-Client", List.of())
                    .toString()
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, client.length);
            exchange.getResponseBody().write(client);
            exchange.close();
        });
        api.start();
        int port = freePort();
        gateway = URI.create("http://127.0.0.1:" + port);
        sidecar = new RunningSidecar(Map.of("origins", gateway.toString(), "nonce.key", NONCE_KEY));
        Path config = folder.resolve("nginx.conf");
        Files.writeString(config, configuration(port));
        nginx = new ProcessBuilder("nginx", "-p", folder.toString(), "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nginx.log").toFile())
                .start();
        awaitAnswer();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (nginx != null) {
            nginx.destroy();
            nginx.waitFor(10, TimeUnit.SECONDS);
        }
        if (sidecar != null) {
            sidecar.close();
        }
        if (api != null) {
            api.stop(0);
        }
    }

    private String configuration(int port) {
        return """
                daemon off;
                master_process off;
                pid nginx.pid;
                error_log stderr;
                events { worker_connections 64; }
                http {
                  access_log off;
                  client_body_temp_path body; proxy_temp_path proxy;
                  fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
                  upstream api { server 127.0.0.1:%d; }
                  upstream holdfast { server %s; }
                  server {
                    listen 127.0.0.1:%d;
                    include "%s";
                  }
                }
                """.formatted(api.getAddress().getPort(), sidecar.at("/").getAuthority(), port, CONFIGURATION);
    }

    private static boolean isInstalled() throws InterruptedException {
        try {
            return new ProcessBuilder("nginx", "-v").start().waitFor() == 0;
        } catch (IOException none) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitAnswer() throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            try {
                call(HttpRequest.newBuilder(gateway));
                return;
            } catch (IOException notYet) {
                if (!nginx.isAlive() || System.nanoTime() > end) {
                    throw new AssertionError(Files.readString(folder.resolve("nginx.log")), notYet);
                }
                Thread.onSpinWait();
            }
        }
    }

    private HttpResponse<String> call(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder proven(String token, String nonce) {
        return HttpRequest.newBuilder(gateway.resolve("/orders?q=1"))
                .header("Authorization", "DPoP " + token)
                .header("X-Holdfast-Client", "somebody-else")
                .header("X-Client", "somebody-else")
                .header(
                        "DPoP",
                        sidecar.workload
                                .proof("DELETE", gateway + "/orders", token, Instant.now())
                                .claim("nonce", nonce)
                                .sign())
                .DELETE();
    }

    @Test
    void request_throughNginx_needsTokenProofNonceAndALiveSession() throws Exception {
        HttpResponse<String> stranger = call(HttpRequest.newBuilder(gateway.resolve("/orders")));
        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(stranger.headers().firstValue("WWW-Authenticate")).contains("DPoP algs=\"ES256 PS256\"");

        String token = sidecar.realm.tokenFor(sidecar.workload);
        HttpResponse<String> withoutNonce = call(proven(token, "none"));
        assertThat(withoutNonce.statusCode()).isEqualTo(401);
        assertThat(withoutNonce.headers().firstValue("WWW-Authenticate").orElse(""))
                .startsWith("DPoP error=\"use_dpop_nonce\"");
        String nonce = withoutNonce.headers().firstValue("DPoP-Nonce").orElseThrow();

        HttpResponse<String> good = call(proven(token, nonce));
        assertThat(good.statusCode()).isEqualTo(200);
        assertThat(good.body()).isEqualTo("[ci-runner]");

        HttpResponse<String> asBearer =
                call(HttpRequest.newBuilder(gateway.resolve("/orders")).header("Authorization", "Bearer " + token));
        assertThat(asBearer.statusCode()).isEqualTo(401);

        assertThat(sidecar.realm.pushSessionRevoked(sidecar.at("/events"), "s1"))
                .isEqualTo(202);
        HttpResponse<String> revoked = call(proven(token, nonce));
        assertThat(revoked.statusCode()).isEqualTo(401);
        assertThat(revoked.headers().firstValue("WWW-Authenticate").orElse(""))
                .startsWith("DPoP error=\"invalid_token\"");
    }

    @Test
    void request_describedByTheClientItself_isForbidden() throws Exception {
        String token = sidecar.realm.tokenFor(sidecar.workload);
        HttpResponse<String> answer = call(proven(token, "none").header("X-Forwarded-Uri", "/free"));
        assertThat(answer.statusCode()).isEqualTo(403);
    }
}
