package dev.holdfast.rp.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.events.EventType;
import dev.holdfast.events.SubjectIdentifier.Opaque;
import dev.holdfast.rp.RelyingParty;
import dev.holdfast.rp.event.EventException;
import dev.holdfast.rp.event.SecurityEventVerifier;
import dev.holdfast.rp.event.VerifiedEvent;
import dev.holdfast.rp.revocation.RevocationIndex;
import dev.holdfast.rp.stream.SilencePolicy.Refuse;
import dev.holdfast.rp.stream.SilencePolicy.TrustShorter;
import dev.holdfast.rp.testing.TestClock;
import dev.holdfast.rp.testing.TestIssuer;
import dev.holdfast.rp.testing.TestWorkload;
import dev.holdfast.rp.token.ApiRequest;
import dev.holdfast.rp.token.BoundTokenVerifier;
import dev.holdfast.rp.token.VerificationException;
import dev.holdfast.rp.token.VerificationException.Reason;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StreamHealthTest {

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final TestWorkload WORKLOAD = new TestWorkload();
    private static final Duration SILENT_AFTER = Duration.ofMinutes(5);
    private static final Duration YOUNG = Duration.ofMinutes(1);

    private final TestClock clock = new TestClock();
    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

    private StreamHealth health(SilencePolicy policy) {
        return new StreamHealth(asked::add, SILENT_AFTER, policy, clock);
    }

    private VerifiedEvent verification(String state) throws EventException {
        String set = ISSUER.securityEvent(EventType.VERIFICATION, new Opaque("stream-1"), clock.instant())
                .claim("events", Map.of(EventType.VERIFICATION.uri(), Map.of("state", state)))
                .sign();
        return SecurityEventVerifier.forTransmitter(TestIssuer.ISSUER, ISSUER.keys(), TestIssuer.AUDIENCE, clock)
                .verify(set);
    }

    private void verify(StreamHealth health) throws EventException {
        health.ask();
        health.hear(verification(String.valueOf(asked.poll())));
    }

    private Optional<Reason> refusal(StreamHealth health, Duration tokenAge) {
        RelyingParty party = new RelyingParty(
                BoundTokenVerifier.forIssuer(TestIssuer.ISSUER, ISSUER.keys())
                        .audience(TestIssuer.AUDIENCE)
                        .clock(clock)
                        .build(),
                RevocationIndex.of(Duration.ofHours(1), 10, clock),
                health,
                clock);
        String token = ISSUER.accessToken(clock.instant().minus(tokenAge))
                .claim("cnf", WORKLOAD.confirmation())
                .sign();
        String proof = WORKLOAD.proof("GET", "https://api.example/", token, clock.instant())
                .sign();
        try {
            party.authorize(new ApiRequest(
                    "GET",
                    URI.create("https://api.example/"),
                    List.of("DPoP " + token),
                    List.of(proof),
                    Optional.empty()));
            return Optional.empty();
        } catch (VerificationException e) {
            return Optional.of(e.reason());
        }
    }

    @Test
    void state_neverVerified_isSilent() {
        StreamHealth health = health(new Refuse());
        assertThat(health.state()).isEqualTo(new StreamState(Optional.empty(), true, Optional.empty()));
        assertThat(refusal(health, Duration.ZERO)).contains(Reason.REVOCATIONS_UNKNOWN);
    }

    @Test
    void hear_theStateAskedFor_endsTheSilence() throws EventException {
        StreamHealth health = health(new Refuse());
        verify(health);
        assertThat(health.state()).isEqualTo(new StreamState(Optional.of(clock.instant()), false, Optional.empty()));
        assertThat(refusal(health, Duration.ofMinutes(4))).isEmpty();
        clock.advance(SILENT_AFTER.minusMillis(1));
        assertThat(health.state().silent()).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(health.state().silent()).isTrue();
    }

    @Test
    void hear_otherStateOrOtherEvent_changesNothing() throws EventException {
        StreamHealth health = health(new Refuse());
        health.ask();
        health.hear(verification("guess"));
        assertThat(health.state().silent()).isTrue();
    }

    @Test
    void hear_theSameStateTwice_countsOnce() throws EventException {
        StreamHealth health = health(new Refuse());
        health.ask();
        String state = String.valueOf(asked.poll());
        health.hear(verification(state));
        clock.advance(SILENT_AFTER);
        health.hear(verification(state));
        assertThat(health.state().silent()).isTrue();
    }

    @Test
    void hear_eventThatIsLate_countsFromWhenItWasAskedFor() throws EventException {
        StreamHealth health = health(new Refuse());
        health.ask();
        clock.advance(SILENT_AFTER);
        health.hear(verification(String.valueOf(asked.poll())));
        assertThat(health.state().silent()).isTrue();
        assertThat(health.state().verifiedAt()).contains(TestClock.START);
    }

    @Test
    void hear_eventsThatOvertakeEachOther_keepTheLater() throws EventException {
        StreamHealth health = health(new Refuse());
        health.ask();
        clock.advance(Duration.ofMinutes(1));
        health.ask();
        String early = String.valueOf(asked.poll());
        health.hear(verification(String.valueOf(asked.poll())));
        health.hear(verification(early));
        assertThat(health.state().verifiedAt()).contains(clock.instant());
    }

    @Test
    void authorize_silentAndTrustShorter_believesYoungTokensOnly() throws EventException {
        StreamHealth health = health(new TrustShorter(YOUNG));
        assertThat(refusal(health, YOUNG)).isEmpty();
        assertThat(refusal(health, YOUNG.plusSeconds(1))).contains(Reason.FRESH_TOKEN_NEEDED);
        verify(health);
        assertThat(refusal(health, YOUNG.plusSeconds(1))).isEmpty();
    }

    @Test
    void ask_transmitterRefuses_isVisible() throws EventException {
        StreamHealth health = new StreamHealth(
                state -> {
                    throw new StreamException("the last verification was too short ago");
                },
                SILENT_AFTER,
                new Refuse(),
                clock);
        health.ask();
        assertThat(health.state().lastFailure()).contains("the last verification was too short ago");
    }

    @Test
    void askEvery_asksAtOnceAndAgainUntilClosed() throws InterruptedException {
        try (StreamHealth health = health(new Refuse())) {
            health.askEvery(Duration.ofMillis(1));
            assertThat(asked.poll(30, TimeUnit.SECONDS)).isNotNull();
            assertThat(asked.poll(30, TimeUnit.SECONDS)).isNotNull();
            assertThatThrownBy(() -> health.askEvery(SILENT_AFTER)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void construct_outOfRange_isRefused() {
        assertThatThrownBy(() -> new StreamHealth(asked::add, Duration.ZERO, new Refuse(), clock))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TrustShorter(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }
}
