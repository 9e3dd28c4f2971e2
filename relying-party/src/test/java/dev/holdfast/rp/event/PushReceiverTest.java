package dev.holdfast.rp.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.events.EventType;
import dev.holdfast.events.SubjectIdentifier.Opaque;
import dev.holdfast.rp.testing.TestClock;
import dev.holdfast.rp.testing.TestIssuer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8935. */
class PushReceiverTest {

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final String SECRET = "Bearer agreed";
    private static final String TYPE = "application/secevent+jwt";

    private final TestClock clock = new TestClock();
    private final List<VerifiedEvent> handled = new ArrayList<>();
    private final PushReceiver receiver = receiver(handled::add);

    private PushReceiver receiver(EventHandler handler) {
        SecurityEventVerifier verifier =
                SecurityEventVerifier.forTransmitter(TestIssuer.ISSUER, ISSUER.keys(), TestIssuer.AUDIENCE, clock);
        return new PushReceiver(verifier, SECRET, new InMemorySeenEvents(100, clock), handler, clock);
    }

    private String set() {
        return ISSUER.securityEvent(EventType.SESSION_REVOKED, new Opaque("s1"), clock.instant())
                .sign();
    }

    private static PushRequest push(@Nullable String type, @Nullable String authorization, String body) {
        return new PushRequest(
                Optional.ofNullable(type),
                Optional.ofNullable(authorization),
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void receive_goodEvent_isHandledAndAccepted() throws IOException {
        PushAnswer answer = receiver.receive(push(TYPE, SECRET, set()));
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        assertThat(handled).hasSize(1);
    }

    @Test
    void receive_redelivery_isAcceptedButNotHandledAgain() throws IOException {
        String set = set();
        receiver.receive(push(TYPE, SECRET, set));
        clock.advance(Duration.ofDays(6));
        assertThat(receiver.receive(push(TYPE, SECRET, set)).status()).isEqualTo(202);
        assertThat(handled).hasSize(1);
    }

    @Test
    void receive_refusedEvent_isAnsweredWithItsCode() throws IOException {
        String foreign = ISSUER.securityEvent(EventType.SESSION_REVOKED, new Opaque("s1"), clock.instant())
                .claim("aud", "https://other.example")
                .sign();
        PushAnswer answer = receiver.receive(push(TYPE, SECRET, foreign));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.headers()).containsEntry("Content-Type", "application/json");
        assertThat(answer.body()).contains("\"err\":\"invalid_audience\"").contains("\"description\":");
        assertThat(handled).isEmpty();
    }

    @Test
    void receive_stranger_isUnauthorizedBeforeAnythingIsRead() throws IOException {
        assertThat(receiver.receive(push(TYPE, null, set())).status()).isEqualTo(401);
        for (String authorization : List.of("", "Bearer agree", "bearer agreed", "Bearer agreed ")) {
            PushAnswer answer = receiver.receive(push("text/plain", authorization, "x"));
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.body()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/secevent+jwt; charset=utf-8", "Application/SecEvent+JWT"})
    void receive_contentTypeInOtherSpelling_isAccepted(String type) throws IOException {
        assertThat(receiver.receive(push(type, SECRET, set())).status()).isEqualTo(202);
    }

    @Test
    void receive_otherContentTypeOrTooLarge_isInvalidRequest() throws IOException {
        assertThat(receiver.receive(push("application/jwt", SECRET, set())).body())
                .contains("invalid_request");
        assertThat(receiver.receive(push(null, SECRET, set())).body()).contains("invalid_request");
        assertThat(receiver.receive(push(TYPE, SECRET, "a".repeat(20_000))).body())
                .contains("invalid_request");
        assertThat(receiver.receive(push(TYPE, SECRET, "")).body()).contains("invalid_request");
    }

    @Test
    void receive_handlerFails_isUnavailableAndHandledNextTime() throws IOException {
        List<VerifiedEvent> attempts = new ArrayList<>();
        PushReceiver failing = receiver(event -> {
            attempts.add(event);
            if (attempts.size() == 1) {
                throw new IllegalStateException("disk full");
            }
        });
        String set = set();
        assertThat(failing.receive(push(TYPE, SECRET, set)).status()).isEqualTo(503);
        assertThat(failing.receive(push(TYPE, SECRET, set)).status()).isEqualTo(202);
        assertThat(attempts).hasSize(2);
    }

    @Test
    void construct_blankAuthorization_isRefused() {
        assertThatThrownBy(() -> new PushReceiver(
                        SecurityEventVerifier.forTransmitter(TestIssuer.ISSUER, ISSUER.keys(), "a", clock),
                        " ",
                        new InMemorySeenEvents(1, clock),
                        handled::add,
                        clock))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
