package dev.holdfast.rp.sidecar;

import dev.holdfast.rp.testing.TestIssuer;
import dev.holdfast.rp.testing.TestRealm;
import dev.holdfast.rp.testing.TestWorkload;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** A sidecar on a free port, with the realm it believes. */
final class RunningSidecar implements AutoCloseable {

    static final String ORIGIN = "https://api.example";

    final TestRealm realm = new TestRealm();
    final TestWorkload workload = new TestWorkload();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Sidecar sidecar;

    RunningSidecar(Map<String, String> more) throws IOException, SettingsException {
        sidecar = Sidecar.start(SidecarSettings.of(settings(realm, more), Map.of()));
    }

    /** What must be set, a free port, and more. */
    static Map<String, String> settings(TestRealm realm, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "issuer",
                TestIssuer.ISSUER.toString(),
                "audience",
                TestIssuer.AUDIENCE,
                "origins",
                ORIGIN,
                "events.authorization",
                TestRealm.AUTHORIZATION,
                "jwks.uri",
                realm.jwksUri().toString(),
                "listen.port",
                "0"));
        settings.putAll(more);
        return settings;
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + sidecar.address().getPort() + path);
    }

    /** Asks as nginx does. */
    HttpRequest.Builder asked(String method, String uri) {
        return HttpRequest.newBuilder(at("/authorize"))
                .header("X-Original-Method", method)
                .header("X-Original-URI", uri);
    }

    /** A proof for one request at the API. */
    String proof(String method, String path, String token) {
        return workload.proof(method, ORIGIN + path, token, Instant.now()).sign();
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        sidecar.close();
        realm.close();
    }
}
