package dev.holdfast.rp.sidecar;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A sidecar that runs: {@code /authorize} for gateways, {@code /events} for the transmitter, {@code /health} for operators. */
public final class Sidecar implements AutoCloseable {

    static {
        // The JDK's server reads these once. Answers wait for no packet to join them, and who sends slowly is cut off.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxRspTime", "10");
    }

    private final HttpServer server;
    private final ThreadPoolExecutor workers;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final int graceSeconds;

    private Sidecar(HttpServer server, SidecarSettings settings) {
        int threads = settings.number(Setting.THREADS);
        this.server = server;
        this.graceSeconds = settings.number(Setting.STOP_GRACE);
        this.workers = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(settings.number(Setting.WAITING)),
                work -> new Thread(work, "holdfast-sidecar"));
    }

    /**
     * Starts.
     *
     * @param settings the settings
     * @return a sidecar that answers
     * @throws SettingsException if the settings do not fit together
     * @throws IOException if it cannot listen where it should
     */
    public static Sidecar start(SidecarSettings settings) throws SettingsException, IOException {
        Wiring wiring = Wiring.of(settings);
        InetSocketAddress address =
                new InetSocketAddress(settings.text(Setting.LISTEN_ADDRESS), settings.number(Setting.LISTEN_PORT));
        Sidecar sidecar = new Sidecar(HttpServer.create(address, 0), settings);
        sidecar.serve(QuestionReader.PREFIX, wiring.authorize());
        sidecar.serve(EventsEndpoint.PATH, wiring.events());
        sidecar.serve("/health", exchange -> sidecar.health(wiring));
        sidecar.server.setExecutor(sidecar.workers);
        sidecar.server.start();
        return sidecar;
    }

    private void serve(String path, Endpoint.Work work) {
        server.createContext(path, new Endpoint(work, inFlight));
    }

    private Answer health(Wiring wiring) {
        Map<String, Object> members = new TreeMap<>(wiring.decisions().toMap());
        members.put("status", "up");
        members.put("revocations", wiring.revocations().size());
        return new Answer(200, Map.of("Content-Type", "application/json"), JSONObjectUtils.toJSONString(members));
    }

    /**
     * Where it listens.
     *
     * @return address and port
     */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** Takes no more connections, lets the requests that came end within the grace, stops. */
    @Override
    public void close() {
        // With nothing under way the JDK's server would wait for the whole grace.
        server.stop(inFlight.get() == 0 ? 0 : graceSeconds);
        workers.shutdownNow();
    }
}
