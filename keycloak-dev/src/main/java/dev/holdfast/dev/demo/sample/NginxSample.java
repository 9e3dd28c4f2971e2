package dev.holdfast.dev.demo.sample;

import com.sun.net.httpserver.HttpServer;
import dev.holdfast.dev.client.Http;
import dev.holdfast.dev.demo.ProtectedApi;
import dev.holdfast.dev.demo.Subscription;
import dev.holdfast.dev.server.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The sample of {@code samples/nginx}: an API that knows nothing of tokens, behind an nginx that asks the sidecar. On a
 * machine without nginx the sidecar is asked directly, with the headers that nginx would set.
 */
public final class NginxSample implements ProtectedApi {

    private static final String PATH = "/artifacts";

    private final URI issuer;
    private final URI origin = Nginx.freeOrigin();
    private final URI sidecarAddress;
    private final URI events;
    private final String authorization = SampleRuns.newAuthorization();
    private final HttpServer unprotected;
    private final SampleProcess sidecar;
    private final Optional<Nginx> nginx;

    private NginxSample(SampleRuns runs, URI issuer, String hostForCallbacks, HttpServer unprotected) {
        int port = Ports.claim(Ports.ANY);
        Path home = runs.home(name());
        this.issuer = issuer;
        this.unprotected = unprotected;
        this.sidecarAddress = URI.create("http://127.0.0.1:" + port);
        this.events = URI.create("http://" + hostForCallbacks + ":" + port + "/events");
        this.sidecar = SampleProcess.start(
                "sidecar",
                runs.java(
                        "holdfast-sidecar.jar",
                        "--config",
                        runs.file("nginx/holdfast.properties").toString()),
                // What its file says of another place; the audience stands there.
                Map.of(
                        "HOLDFAST_ISSUER", issuer.toString(),
                        "HOLDFAST_ORIGINS", origin.toString(),
                        "HOLDFAST_EVENTS_AUTHORIZATION", authorization,
                        "HOLDFAST_LISTEN_PORT", Integer.toString(port)),
                home);
        URI api = URI.create("http://127.0.0.1:" + unprotected.getAddress().getPort());
        this.nginx = isInstalled()
                ? Optional.of(Nginx.start(origin, runs.file("nginx/holdfast.conf"), api, sidecarAddress, home))
                : Optional.empty();
    }

    /** Starts it; it answers later. */
    public static NginxSample start(SampleRuns runs, URI issuer, String hostForCallbacks) {
        try {
            HttpServer unprotected =
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.ANY), 0);
            byte[] artifacts = "[\"web-1.war\",\"worker-7.jar\"]".getBytes(StandardCharsets.UTF_8);
            unprotected.createContext("/", exchange -> {
                exchange.sendResponseHeaders(200, artifacts.length);
                exchange.getResponseBody().write(artifacts);
                exchange.close();
            });
            unprotected.start();
            return new NginxSample(runs, issuer, hostForCallbacks, unprotected);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Whether this machine has an nginx. */
    public static boolean isInstalled() {
        return Nginx.isInstalled();
    }

    @Override
    public String name() {
        return "artifacts-api";
    }

    @Override
    public String madeWith() {
        return nginx.isPresent() ? "nginx and sidecar" : "sidecar; no nginx is installed";
    }

    @Override
    public URI api() {
        return origin.resolve(PATH);
    }

    @Override
    public URI events() {
        return events;
    }

    @Override
    public HttpRequest.Builder request() {
        return nginx.isPresent()
                ? Http.to(api())
                : Http.to(sidecarAddress.resolve("/authorize"))
                        .header("X-Original-Method", "GET")
                        .header("X-Original-URI", PATH);
    }

    @Override
    public void awaitReady() {
        sidecar.awaitAnswer(sidecarAddress.resolve("/health"));
        nginx.ifPresent(Nginx::awaitReady);
    }

    @Override
    public void subscribe(String clientSecret) {
        Subscription.of(issuer, this, clientSecret, authorization);
    }

    @Override
    public void close() {
        nginx.ifPresent(Nginx::close);
        sidecar.close();
        unprotected.stop(0);
    }
}
