package dev.holdfast.rp.event.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.events.EventType;
import dev.holdfast.events.SubjectIdentifier.Opaque;
import dev.holdfast.rp.event.EventException;
import dev.holdfast.rp.event.InMemorySeenEvents;
import dev.holdfast.rp.event.PushAnswer;
import dev.holdfast.rp.event.PushReceiver;
import dev.holdfast.rp.event.PushRequest;
import dev.holdfast.rp.event.SecurityEventVerifier;
import dev.holdfast.rp.event.VerifiedEvent;
import dev.holdfast.rp.event.typed.CredentialChange.Change;
import dev.holdfast.rp.event.typed.RiskLevelChange.Level;
import dev.holdfast.rp.testing.TestClock;
import dev.holdfast.rp.testing.TestIssuer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventDispatcherTest {

    private static final TestIssuer ISSUER = new TestIssuer();

    private final TestClock clock = new TestClock();
    private final SecurityEventVerifier verifier =
            SecurityEventVerifier.forTransmitter(TestIssuer.ISSUER, ISSUER.keys(), TestIssuer.AUDIENCE, clock);
    private final List<Object> heard = new ArrayList<>();

    private String set(EventType type, Map<String, Object> payload) {
        return ISSUER.securityEvent(type, new Opaque("s1"), clock.instant())
                .claim("events", Map.of(type.uri(), payload))
                .sign();
    }

    private VerifiedEvent event(EventType type, Map<String, Object> payload) throws EventException {
        return verifier.verify(set(type, payload));
    }

    private TypedEvent read(EventType type, Map<String, Object> payload) throws EventException {
        return TypedEvent.read(event(type, payload)).orElseThrow();
    }

    @Test
    void read_riskLevelChange_hasItsMembers() throws EventException {
        TypedEvent event = read(
                EventType.RISK_LEVEL_CHANGE,
                Map.of(
                        "principal",
                        "SESSION",
                        "current_level",
                        "HIGH",
                        "previous_level",
                        "LOW",
                        "risk_reason",
                        "fork"));
        assertThat(event).isInstanceOfSatisfying(RiskLevelChange.class, change -> {
            assertThat(change.principal()).isEqualTo("SESSION");
            assertThat(change.current()).isEqualTo(Level.HIGH);
            assertThat(change.isIncrease()).isTrue();
            assertThat(change.reason()).contains("fork");
        });
        assertThat(event.subject()).isEqualTo(new Opaque("s1"));
        assertThat(event.eventTime()).isEqualTo(clock.instant());
    }

    @Test
    void isIncrease_previousLevelUnknown_isNotClaimed() throws EventException {
        TypedEvent event = read(EventType.RISK_LEVEL_CHANGE, Map.of("principal", "USER", "current_level", "HIGH"));
        assertThat(((RiskLevelChange) event).isIncrease()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void read_credentialChange_knowsEveryChange(String value, Change change) throws EventException {
        TypedEvent event = read(
                EventType.CREDENTIAL_CHANGE,
                Map.of("credential_type", "x509", "change_type", value, "x509_serial", "7", "unknown", true));
        assertThat(event).isInstanceOfSatisfying(CredentialChange.class, what -> {
            assertThat(what.change()).isEqualTo(change);
            assertThat(what.credentialType()).isEqualTo("x509");
            assertThat(what.x509Serial()).contains("7");
            assertThat(what.friendlyName()).isEmpty();
        });
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                arguments("create", Change.CREATE),
                arguments("revoke", Change.REVOKE),
                arguments("update", Change.UPDATE),
                arguments("delete", Change.DELETE));
    }

    @Test
    void read_otherTypes_haveTheirMembersOrNoRecord() throws EventException {
        assertThat(read(EventType.CREDENTIAL_COMPROMISE, Map.of("credential_type", "app")))
                .isInstanceOfSatisfying(
                        CredentialCompromise.class,
                        what -> assertThat(what.credentialType()).isEqualTo("app"));
        assertThat(read(EventType.TOKEN_CLAIMS_CHANGE, Map.of("claims", Map.of("role", "none"))))
                .isInstanceOfSatisfying(
                        TokenClaimsChange.class,
                        what -> assertThat(what.claims()).containsEntry("role", "none"));
        assertThat(TypedEvent.read(event(EventType.SESSION_REVOKED, Map.of()))).isEmpty();
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                arguments(EventType.RISK_LEVEL_CHANGE, Map.of("principal", "USER")),
                arguments(EventType.RISK_LEVEL_CHANGE, Map.of("current_level", "HIGH")),
                arguments(EventType.RISK_LEVEL_CHANGE, Map.of("principal", "USER", "current_level", "high")),
                arguments(
                        EventType.RISK_LEVEL_CHANGE,
                        Map.of("principal", "USER", "current_level", "HIGH", "previous_level", 1)),
                arguments(EventType.CREDENTIAL_CHANGE, Map.of("credential_type", "x509")),
                arguments(EventType.CREDENTIAL_CHANGE, Map.of("credential_type", "x509", "change_type", "CREATE")),
                arguments(EventType.CREDENTIAL_CHANGE, Map.of("credential_type", "", "change_type", "create")),
                arguments(EventType.CREDENTIAL_COMPROMISE, Map.of()),
                arguments(EventType.TOKEN_CLAIMS_CHANGE, Map.of("claims", Map.of())),
                arguments(EventType.TOKEN_CLAIMS_CHANGE, Map.of("claims", "role")));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void handle_malformedEvent_isRefusedThoughNobodyListens(EventType type, Map<String, Object> payload)
            throws EventException {
        VerifiedEvent event = event(type, payload);
        assertThatThrownBy(() -> EventDispatcher.builder().build().handle(event))
                .isInstanceOfSatisfying(
                        EventException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(EventException.Code.INVALID_REQUEST));
    }

    @Test
    void handle_event_reachesThoseWhoAskedForItsKind() throws EventException {
        EventDispatcher dispatcher = EventDispatcher.builder()
                .on(EventType.SESSION_REVOKED, event -> heard.add("revoked"))
                .on(RiskLevelChange.class, change -> heard.add(change.current()))
                .on(TypedEvent.class, event -> heard.add("any"))
                .on(EventType.RISK_LEVEL_CHANGE, event -> heard.add("raw"))
                .build();
        dispatcher.handle(event(EventType.SESSION_REVOKED, Map.of()));
        assertThat(heard).containsExactly("revoked");
        heard.clear();
        dispatcher.handle(event(EventType.RISK_LEVEL_CHANGE, Map.of("principal", "USER", "current_level", "LOW")));
        assertThat(heard).containsExactly("raw", Level.LOW, "any");
    }

    @Test
    void receive_malformedEventTwice_isRefusedTwice() throws IOException {
        PushReceiver receiver = new PushReceiver(
                verifier,
                "Bearer agreed",
                new InMemorySeenEvents(10, clock),
                EventDispatcher.builder().build(),
                clock);
        String set = set(EventType.CREDENTIAL_COMPROMISE, Map.of());
        for (int i = 0; i < 2; i++) {
            PushAnswer answer = receiver.receive(new PushRequest(
                    Optional.of("application/secevent+jwt"),
                    Optional.of("Bearer agreed"),
                    new ByteArrayInputStream(set.getBytes(StandardCharsets.UTF_8))));
            assertThat(answer.status()).isEqualTo(400);
        }
    }
}
