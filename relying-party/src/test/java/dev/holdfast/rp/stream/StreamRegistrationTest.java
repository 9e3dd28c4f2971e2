package dev.holdfast.rp.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.events.EventType;
import dev.holdfast.rp.testing.TestTransmitter;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamRegistrationTest {

    private static final URI PUSH = URI.create("https://rp.example/push");
    private static final Set<EventType> EVENTS = Set.of(EventType.SESSION_REVOKED, EventType.CREDENTIAL_COMPROMISE);

    @SuppressWarnings("NullAway.Init") // set before each test
    private TestTransmitter transmitter;

    @BeforeEach
    void start() throws IOException {
        transmitter = new TestTransmitter("/.well-known/ssf-configuration/realms/demo");
    }

    @AfterEach
    void stop() {
        transmitter.close();
    }

    private StreamRegistration registration() throws StreamException {
        return discover(transmitter, "s3cret");
    }

    private static StreamRegistration discover(TestTransmitter transmitter, String secret) throws StreamException {
        return StreamRegistration.discover(
                transmitter.issuer(), new StreamCredentials(transmitter.at("/token"), "rx", secret));
    }

    @Test
    void ensureStream_none_createsOne() throws StreamException {
        RegisteredStream stream = registration().ensureStream(PUSH, "Bearer agreed", EVENTS);
        assertThat(stream.id()).isEqualTo("stream-1");
        assertThat(stream.audience()).containsExactly("https://rp.example");
        assertThat(stream.issuer()).isEqualTo(transmitter.issuer());
        assertThat(stream.jwksUri()).isEqualTo(transmitter.at("/jwks"));
        assertThat(transmitter.streams.get(0)).contains("urn:ietf:rfc:8935", EventType.SESSION_REVOKED.uri());
    }

    @Test
    void ensureStream_equalOne_isLeftAlone() throws StreamException {
        registration().ensureStream(PUSH, "Bearer agreed", EVENTS);
        transmitter.requests.clear();
        RegisteredStream again = registration().ensureStream(PUSH, "Bearer agreed", EVENTS);
        assertThat(again.id()).isEqualTo("stream-1");
        assertThat(transmitter.requests).containsExactly("POST /token", "GET /streams");
    }

    @Test
    void ensureStream_otherEndpointOrEvents_isReplaced() throws StreamException {
        registration().ensureStream(PUSH, "Bearer agreed", EVENTS);
        URI moved = URI.create("https://rp.example/moved");
        assertThat(registration().ensureStream(moved, "Bearer agreed", EVENTS).id())
                .isEqualTo("stream-2");
        assertThat(registration()
                        .ensureStream(moved, "Bearer agreed", Set.of(EventType.SESSION_REVOKED))
                        .id())
                .isEqualTo("stream-3");
        assertThat(transmitter.streams).hasSize(1);
    }

    @Test
    void replaceStream_equalOne_isReplaced() throws StreamException {
        registration().ensureStream(PUSH, "Bearer agreed", EVENTS);
        assertThat(registration().replaceStream(PUSH, "Bearer new", EVENTS).id())
                .isEqualTo("stream-2");
    }

    @Test
    void verify_tooSoon_saysWhatToDo() throws StreamException {
        RegisteredStream stream = registration().ensureStream(PUSH, "Bearer agreed", EVENTS);
        registration().verify(stream, "x1");
        StreamRegistration registration = registration();
        assertThatThrownBy(() -> registration.verify(stream, "too-soon"))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("minimum verification interval");
    }

    @Test
    void discover_metadataAfterThePathOnly_isFound() throws IOException, StreamException {
        try (TestTransmitter appended = new TestTransmitter("/realms/demo/.well-known/ssf-configuration")) {
            assertThat(discover(appended, "s3cret")
                            .ensureStream(PUSH, "Bearer agreed", EVENTS)
                            .id())
                    .isEqualTo("stream-1");
        }
    }

    @Test
    void discover_noMetadataOrThatOfAnother_saysWhatToDo() throws IOException {
        try (TestTransmitter silent = new TestTransmitter("/elsewhere")) {
            assertThatThrownBy(() -> discover(silent, "s3cret")).hasMessageContaining("feature ssf");
        }
        transmitter.metadata.put("issuer", "https://kc.example/realms/demo");
        assertThatThrownBy(this::registration).hasMessageContaining("hostname");
    }

    @Test
    void ensureStream_wrongSecret_saysWhatToCheckAndKeepsIt() throws StreamException {
        StreamRegistration registration = discover(transmitter, "wrong-one");
        assertThatThrownBy(() -> registration.ensureStream(PUSH, "Bearer agreed", EVENTS))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("401")
                .hasMessageContaining("rx")
                .hasMessageNotContaining("wrong-one");
        assertThat(new StreamCredentials(PUSH, "rx", "wrong-one").toString()).doesNotContain("wrong-one");
    }

    @Test
    void addresses_trailingSlashAndRoot_areHandled() {
        assertThat(TransmitterMetadata.addresses(URI.create("https://kc.example/realms/demo/")))
                .containsExactly(
                        URI.create("https://kc.example/.well-known/ssf-configuration/realms/demo"),
                        URI.create("https://kc.example/realms/demo/.well-known/ssf-configuration"));
        assertThat(TransmitterMetadata.addresses(URI.create("https://kc.example")))
                .containsExactly(URI.create("https://kc.example/.well-known/ssf-configuration"));
    }

    @Test
    void discover_plainHttpToAnotherMachine_isRefused() {
        URI issuer = URI.create("http://kc.example/realms/demo");
        StreamCredentials credentials = new StreamCredentials(transmitter.at("/token"), "rx", "s3cret");
        assertThatThrownBy(() -> StreamRegistration.discover(issuer, credentials))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
