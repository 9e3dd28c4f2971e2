package dev.holdfast.dev.demo.sample;

import dev.holdfast.dev.demo.ProtectedApi;
import dev.holdfast.dev.demo.Subscription;
import dev.holdfast.dev.server.Ports;
import java.net.URI;
import java.util.Map;

/** The sample of {@code samples/spring}: an API on Spring Boot with the starter. */
public final class SpringSample implements ProtectedApi {

    private final URI issuer;
    private final URI origin;
    private final URI events;
    private final String authorization = SampleRuns.newAuthorization();
    private final SampleProcess process;

    private SpringSample(SampleRuns runs, URI issuer, String hostForCallbacks) {
        int port = Ports.claim(Ports.ANY);
        this.issuer = issuer;
        this.origin = URI.create("http://127.0.0.1:" + port);
        this.events = URI.create("http://" + hostForCallbacks + ":" + port + "/holdfast/events");
        this.process = SampleProcess.start(
                name(),
                runs.java("orders-api.jar"),
                // What its application.yaml says of another place; the audience stands there.
                Map.of(
                        "HOLDFAST_ISSUER", issuer.toString(),
                        "HOLDFAST_ORIGIN", origin.toString(),
                        "EVENTS_AUTHORIZATION", authorization,
                        "SERVER_ADDRESS", "127.0.0.1",
                        "SERVER_PORT", Integer.toString(port)),
                runs.home(name()));
    }

    /** Starts it; it answers later. */
    public static SpringSample start(SampleRuns runs, URI issuer, String hostForCallbacks) {
        return new SpringSample(runs, issuer, hostForCallbacks);
    }

    @Override
    public String name() {
        return "orders-api";
    }

    @Override
    public String madeWith() {
        return "Spring Boot";
    }

    @Override
    public URI api() {
        return origin.resolve("/orders");
    }

    @Override
    public URI events() {
        return events;
    }

    @Override
    public void awaitReady() {
        process.awaitAnswer(api());
    }

    @Override
    public void subscribe(String clientSecret) {
        Subscription.of(issuer, this, clientSecret, authorization);
    }

    @Override
    public void close() {
        process.close();
    }
}
