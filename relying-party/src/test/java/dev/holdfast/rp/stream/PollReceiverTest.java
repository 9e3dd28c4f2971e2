package dev.holdfast.rp.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.events.EventType;
import dev.holdfast.events.SubjectIdentifier.Opaque;
import dev.holdfast.rp.event.EventIntake;
import dev.holdfast.rp.event.InMemorySeenEvents;
import dev.holdfast.rp.event.SecurityEventVerifier;
import dev.holdfast.rp.event.VerifiedEvent;
import dev.holdfast.rp.retry.Backoff;
import dev.holdfast.rp.testing.TestClock;
import dev.holdfast.rp.testing.TestIssuer;
import dev.holdfast.rp.testing.TestTransmitter;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PollReceiverTest {

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final Set<EventType> EVENTS = Set.of(EventType.SESSION_REVOKED);
    private static final PollSettings FAST =
            new PollSettings(2, Duration.ofMillis(1), Duration.ofSeconds(60), Duration.ofMillis(5));

    private final TestClock clock = new TestClock();
    private final BlockingQueue<VerifiedEvent> heard = new LinkedBlockingQueue<>();
    private final AtomicInteger failuresLeft = new AtomicInteger();

    @SuppressWarnings("NullAway.Init") // set before each test
    private TestTransmitter transmitter;

    @BeforeEach
    void start() throws IOException {
        transmitter = new TestTransmitter("/.well-known/ssf-configuration/realms/demo");
        transmitter.tokenType = "DPoP";
    }

    @AfterEach
    void stop() {
        transmitter.close();
    }

    private StreamRegistration registration() throws StreamException {
        return StreamRegistration.discover(
                transmitter.issuer(), new StreamCredentials(transmitter.at("/token"), "rx", "s3cret"));
    }

    private PollReceiver receiver() throws StreamException {
        StreamRegistration registration = registration();
        EventIntake intake = new EventIntake(
                SecurityEventVerifier.forTransmitter(TestIssuer.ISSUER, ISSUER.keys(), TestIssuer.AUDIENCE, clock),
                new InMemorySeenEvents(100, clock),
                this::hear,
                clock);
        return PollReceiver.start(registration, registration.ensurePolledStream(EVENTS), intake, FAST, clock);
    }

    private void hear(VerifiedEvent event) {
        if (failuresLeft.getAndDecrement() > 0) {
            throw new IllegalStateException("the token was s3cret");
        }
        heard.add(event);
    }

    private String event(String id) {
        return ISSUER.securityEvent(EventType.SESSION_REVOKED, new Opaque("s1"), clock.instant())
                .claim("jti", id)
                .sign();
    }

    private String hearNext() throws InterruptedException {
        VerifiedEvent event = heard.poll(30, TimeUnit.SECONDS);
        return event == null ? "nothing" : event.id();
    }

    @Test
    void poll_noEvent_isHeldOpenUntilOneComes() throws Exception {
        try (PollReceiver receiver = receiver()) {
            assertThat(transmitter.queue.next())
                    .containsEntry("returnImmediately", false)
                    .containsEntry("maxEvents", 2L)
                    .containsEntry("ack", List.of());
            transmitter.queue.add("e1", event("e1"));
            assertThat(hearNext()).isEqualTo("e1");
            assertThat(transmitter.queue.next()).containsEntry("ack", List.of("e1"));
            assertThat(receiver.state().lastAnswer()).contains(clock.instant());
        }
    }

    @Test
    void poll_moreThanAtOnce_areFetchedInTurnAndAcknowledged() throws Exception {
        for (String id : List.of("e1", "e2", "e3")) {
            transmitter.queue.add(id, event(id));
        }
        try (PollReceiver receiver = receiver()) {
            assertThat(List.of(hearNext(), hearNext(), hearNext())).containsExactly("e1", "e2", "e3");
            transmitter.queue.next();
            assertThat(transmitter.queue.next()).containsEntry("ack", List.of("e1", "e2"));
            assertThat(transmitter.queue.next()).containsEntry("ack", List.of("e3"));
            assertThat(receiver.state().failures()).isZero();
        }
    }

    @Test
    void poll_badTokens_areReportedWithTheirError() throws Exception {
        String foreign = ISSUER.securityEvent(EventType.SESSION_REVOKED, new Opaque("s1"), clock.instant())
                .claim("jti", "e2")
                .claim("aud", "https://other.example")
                .sign();
        transmitter.queue.add("e1", "no token");
        transmitter.queue.add("e2", foreign);
        PollReceiver receiver = receiver();
        try (receiver) {
            transmitter.queue.next();
            Map<String, Object> report = transmitter.queue.next();
            assertThat(report).containsEntry("ack", List.of());
            assertThat(report.get("setErrs")).asString().contains("invalid_request", "invalid_audience");
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void poll_deliveredUnderAnotherName_isRefused() throws Exception {
        transmitter.queue.add("e1", event("e9"));
        PollReceiver receiver = receiver();
        try (receiver) {
            transmitter.queue.next();
            assertThat(transmitter.queue.next().get("setErrs")).asString().contains("e1", "invalid_request");
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void poll_handlerFails_isNotAcknowledgedAndComesAgain() throws Exception {
        failuresLeft.set(1);
        transmitter.queue.add("e1", event("e1"));
        transmitter.queue.add("e2", event("e2"));
        PollReceiver receiver = receiver();
        try (receiver) {
            assertThat(List.of(hearNext(), hearNext())).containsExactly("e2", "e1");
            transmitter.queue.next();
            assertThat(transmitter.queue.next()).containsEntry("ack", List.of("e2"));
            assertThat(transmitter.queue.next()).containsEntry("ack", List.of("e1"));
        }
        assertThat(receiver.state().toString()).doesNotContain("s3cret");
    }

    @Test
    void poll_redelivered_isAcknowledgedAgainAndHandledOnce() throws Exception {
        transmitter.queue.add("e1", event("e1"));
        try (PollReceiver receiver = receiver()) {
            assertThat(hearNext()).isEqualTo("e1");
            transmitter.queue.next();
            transmitter.queue.next();
            transmitter.queue.add("e1", event("e1"));
            assertThat(transmitter.queue.next()).containsEntry("ack", List.of("e1"));
            assertThat(receiver.state().failures()).isZero();
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void poll_transmitterInTrouble_isTriedAgainAndTheTokenRenewed() throws Exception {
        transmitter.pollStatus = 503;
        try (PollReceiver receiver = receiver()) {
            while (receiver.state().failures() < 3) {
                Thread.onSpinWait();
            }
            assertThat(receiver.state().lastFailure())
                    .hasValueSatisfying(reason -> assertThat(reason).contains("503"));
            transmitter.pollStatus = 401;
            while (!receiver.state().toString().contains("401")) {
                Thread.onSpinWait();
            }
            transmitter.pollStatus = 0;
            transmitter.queue.add("e1", event("e1"));
            assertThat(hearNext()).isEqualTo("e1");
        }
    }

    @Test
    void close_whileAPollIsOpen_returnsAtOnceAndKeepsTheQueue() throws Exception {
        PollReceiver receiver = receiver();
        transmitter.queue.next();
        receiver.close();
        transmitter.queue.add("e1", event("e1"));
        assertThat(transmitter.queue.size()).isEqualTo(1);
        assertThat(heard).isEmpty();
    }

    @Test
    void close_afterEvents_leavesNoneUnacknowledged() throws Exception {
        transmitter.queue.add("e1", event("e1"));
        PollReceiver receiver = receiver();
        assertThat(hearNext()).isEqualTo("e1");
        receiver.close();
        assertThat(transmitter.queue.size()).isZero();
    }

    @Test
    void ensurePolledStream_equalOne_isLeftAlone() throws StreamException {
        RegisteredStream stream = registration().ensurePolledStream(EVENTS);
        assertThat(stream.pollEndpoint()).contains(transmitter.at("/poll"));
        assertThat(registration().ensurePolledStream(EVENTS)).isEqualTo(stream);
        assertThat(registration()
                        .ensureStream(URI.create("https://rp.example/push"), "Bearer agreed", EVENTS)
                        .pollEndpoint())
                .isEmpty();
    }

    @Test
    void start_pushedStream_isRefused() throws StreamException {
        StreamRegistration registration = registration();
        RegisteredStream pushed =
                registration.ensureStream(URI.create("https://rp.example/push"), "Bearer agreed", EVENTS);
        EventIntake intake = new EventIntake(
                SecurityEventVerifier.forTransmitter(TestIssuer.ISSUER, ISSUER.keys(), TestIssuer.AUDIENCE, clock),
                new InMemorySeenEvents(1, clock),
                this::hear,
                clock);
        assertThatThrownBy(() -> PollReceiver.start(registration, pushed, intake, FAST, clock))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void backoff_afterFailures_doublesUpToTheLongestLessAQuarter() {
        Backoff backoff = new Backoff(Duration.ofSeconds(60));
        assertThat(backoff.after(1, 0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(backoff.after(4, 0)).isEqualTo(Duration.ofSeconds(8));
        assertThat(backoff.after(7, 0)).isEqualTo(Duration.ofSeconds(60));
        assertThat(backoff.after(Integer.MAX_VALUE, 1)).isEqualTo(Duration.ofSeconds(45));
    }

    @Test
    void settings_outOfRange_areRefused() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new PollSettings(0, second, second, second))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PollSettings(1, Duration.ZERO, second, second))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(PollSettings.standard().maxEvents()).isEqualTo(100);
    }
}
