package dev.holdfast.dev.it;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.events.EventType;
import dev.holdfast.rp.event.EventIntake;
import dev.holdfast.rp.event.InMemorySeenEvents;
import dev.holdfast.rp.event.PushAnswer;
import dev.holdfast.rp.event.PushReceiver;
import dev.holdfast.rp.event.PushRequest;
import dev.holdfast.rp.event.SecurityEventVerifier;
import dev.holdfast.rp.event.VerifiedEvent;
import dev.holdfast.rp.jwt.IssuerKeys;
import dev.holdfast.rp.stream.PollReceiver;
import dev.holdfast.rp.stream.PollSettings;
import dev.holdfast.rp.stream.RegisteredStream;
import dev.holdfast.rp.stream.StreamCredentials;
import dev.holdfast.rp.stream.StreamException;
import dev.holdfast.rp.stream.StreamRegistration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/** Real receivers of security events: each a client of the realm with a stream of its own, verified by the library. */
final class SignalReceivers implements AutoCloseable {

    /** Hears by push of what concerns it. */
    static final String PUSHED = "rx-push";
    /** Hears by poll of what concerns it. */
    static final String POLLED = "rx-poll";
    /** Hears by push of nothing, for no token is meant for it. */
    static final String STRANGER = "rx-stranger";
    /** Hears by push of everything. */
    static final String OVERSEER = "rx-overseer";

    private static final List<String> PUSHING = List.of(PUSHED, STRANGER, OVERSEER);
    private static final String AUTHORIZATION = "Bearer agreed";
    private static final Set<EventType> EVENTS =
            EnumSet.complementOf(EnumSet.of(EventType.VERIFICATION, EventType.STREAM_UPDATED));
    private static final PollSettings POLLING =
            new PollSettings(100, Duration.ofMillis(50), Duration.ofSeconds(5), Duration.ofMillis(200));

    private final HttpServer http;
    private final Map<String, List<VerifiedEvent>> heard = new HashMap<>();
    private final Map<String, PushReceiver> receivers = new HashMap<>();
    private final List<PollReceiver> pollers = new ArrayList<>();

    SignalReceivers() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        http.createContext("/", this::take);
        http.start();
    }

    /** Adds the clients of the receivers to a realm that is still to be created. */
    void addTo(RealmDraft draft) {
        for (String name : List.of(PUSHED, POLLED, STRANGER, OVERSEER)) {
            draft.confidential(
                    name,
                    Map.of(
                            "ssf.enabled",
                            "true",
                            "ssf.validPushUrls",
                            address(name).toString(),
                            "ssf.defaultSubjects",
                            "ALL",
                            "ssf.streamAudience",
                            name,
                            "holdfast.receives-all",
                            String.valueOf(name.equals(OVERSEER))));
        }
    }

    /** Registers the streams, as relying parties do, and begins to listen. */
    void listen(TestRealm realm, Set<EventType> known) {
        try {
            IssuerKeys keys = IssuerKeys.fetchedFrom(realm.endpoint("certs"));
            for (String name : List.of(PUSHED, POLLED, STRANGER, OVERSEER)) {
                realm.admin().allowScope(realm.name(), name, "ssf.read");
                realm.admin().allowScope(realm.name(), name, "ssf.manage");
                StreamRegistration registration = StreamRegistration.discover(
                        realm.issuer(),
                        new StreamCredentials(
                                realm.tokens().endpoint(),
                                name,
                                RealmDraft.credentials(name).secret()));
                EventIntake intake = new EventIntake(
                        SecurityEventVerifier.forTransmitter(realm.issuer(), keys, name, Clock.systemUTC()),
                        new InMemorySeenEvents(1000, Clock.systemUTC()),
                        event -> hear(name, event),
                        Clock.systemUTC());
                if (PUSHING.contains(name)) {
                    receivers.put(name, new PushReceiver(intake, AUTHORIZATION));
                    registration.ensureStream(address(name), AUTHORIZATION, known);
                } else {
                    RegisteredStream stream = registration.ensurePolledStream(known);
                    pollers.add(PollReceiver.start(registration, stream, intake, POLLING, Clock.systemUTC()));
                }
            }
        } catch (StreamException refused) {
            throw new IllegalStateException("A receiver could not register", refused);
        }
    }

    /** As {@link #listen(TestRealm, Set)}, to all events that we speak. */
    void listen(TestRealm realm) {
        listen(realm, EVENTS);
    }

    /** What a receiver has heard so far, in order. */
    synchronized List<VerifiedEvent> heard(String receiver) {
        return List.copyOf(heard.getOrDefault(receiver, List.of()));
    }

    /** Waits until a receiver has heard of something. */
    boolean await(String receiver, String about, int from, Duration atMost) {
        return await(receiver, heard -> heard.stream().skip(from).anyMatch(event -> isAbout(event, about)), atMost);
    }

    /** Waits until a receiver has heard so many. */
    boolean await(String receiver, int count, Duration atMost) {
        return await(receiver, heard -> heard.size() >= count, atMost);
    }

    private synchronized boolean await(String receiver, Predicate<List<VerifiedEvent>> complete, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!complete.test(heard(receiver))) {
            long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                return false;
            }
            try {
                wait(left);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    /** Whether the subject of an event names somebody. */
    static boolean isAbout(VerifiedEvent event, String id) {
        return event.subject().toMap().toString().contains(id);
    }

    /** An audience mapper for each of these receivers, as a client's representation takes it. */
    static void audiences(ObjectNode client, List<String> names) {
        for (String name : names) {
            ObjectNode mapper = client.withArray("/protocolMappers").addObject();
            mapper.put("name", "for " + name)
                    .put("protocol", "openid-connect")
                    .put("protocolMapper", "oidc-audience-mapper")
                    .putObject("config")
                    .put("included.client.audience", name)
                    .put("access.token.claim", "true");
        }
    }

    @Override
    public void close() {
        pollers.forEach(PollReceiver::close);
        http.stop(0);
    }

    private synchronized void hear(String receiver, VerifiedEvent event) {
        heard.computeIfAbsent(receiver, name -> new ArrayList<>()).add(event);
        notifyAll();
    }

    private URI address(String name) {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/" + name);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            PushReceiver receiver = Objects.requireNonNull(
                    receivers.get(exchange.getRequestURI().getPath().substring(1)));
            PushAnswer answer = receiver.receive(new PushRequest(
                    exchange.getRequestHeaders().getOrDefault("Content-Type", List.of()).stream()
                            .findFirst(),
                    exchange.getRequestHeaders().getOrDefault("Authorization", List.of()).stream()
                            .findFirst(),
                    exchange.getRequestBody()));
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
