package dev.holdfast.rp.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.holdfast.events.EventType;
import dev.holdfast.rp.testing.TestTransmitter;
import dev.holdfast.rp.testing.TestWorkload;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The receiver's own client is a managed identity: its access token is bound to its key (RFC 9449). */
class BoundStreamAccessTest {

    private static final URI PUSH = URI.create("https://rp.example/push");
    private static final Set<EventType> EVENTS = Set.of(EventType.SESSION_REVOKED);

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

    private StreamRegistration registration(ProofKey key) throws StreamException {
        return StreamRegistration.discover(
                transmitter.issuer(), new StreamCredentials(transmitter.at("/token"), "rx", "s3cret", key));
    }

    @Test
    void ensureStream_boundToken_provesTheKeyAtEachCall() throws StreamException {
        TestWorkload holder = new TestWorkload();
        StreamRegistration registration = registration(ProofKey.of(holder.key()));
        registration.ensureStream(PUSH, "Bearer agreed", EVENTS);
        assertThat(registration.replaceStream(PUSH, "Bearer agreed", EVENTS).id())
                .isEqualTo("stream-2");
        assertThat(transmitter.boundTo).isEqualTo(holder.thumbprint().value());
        // The identifier goes in the query, which a proof leaves out.
        assertThat(transmitter.requests).contains("DELETE /streams?stream_id=stream-1");
    }

    @Test
    void ensureStream_generatedKey_isTheSameForAllCalls() throws StreamException {
        ProofKey key = ProofKey.generate();
        RegisteredStream stream = registration(key).ensureStream(PUSH, "Bearer agreed", EVENTS);
        registration(key).verify(stream, "x1");
        assertThat(transmitter.boundTo).isEqualTo(key.thumbprint().value());
    }

    @Test
    void ensureStream_bothAskForTheirNonce_isRepeatedOnceEach() throws StreamException {
        transmitter.tokenNonce = "as-1";
        transmitter.apiNonce = "rs-1";
        StreamRegistration registration = registration(ProofKey.generate());
        registration.ensureStream(PUSH, "Bearer agreed", EVENTS);
        assertThat(transmitter.requests)
                .containsExactly(
                        "POST /token", "POST /token", "GET /streams", "GET /streams", "GET /streams", "POST /streams");
        transmitter.requests.clear();
        registration.ensureStream(PUSH, "Bearer agreed", EVENTS);
        assertThat(transmitter.requests).as("the nonces are kept").containsExactly("POST /token", "GET /streams");
    }

    @Test
    void ensureStream_askedForANonceAgainAndAgain_givesUpAfterOneRepetition() throws StreamException {
        transmitter.tokenNonce = "as-1";
        transmitter.insatiable = true;
        assertRefused();
        assertThat(transmitter.requests).containsExactly("POST /token", "POST /token");
    }

    @Test
    void ensureStream_nonceOfForbiddenCharacters_isNotAnswered() throws StreamException {
        transmitter.tokenNonce = "not \"allowed\"";
        assertRefused();
        assertThat(transmitter.requests).containsExactly("POST /token");
    }

    private void assertRefused() throws StreamException {
        StreamRegistration registration = registration(ProofKey.generate());
        assertThatThrownBy(() -> registration.ensureStream(PUSH, "Bearer agreed", EVENTS))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dpop", "DPOP"})
    void ensureStream_typeInAnotherCase_isTheSame(String type) throws StreamException {
        transmitter.tokenType = type;
        assertThat(registration(ProofKey.generate())
                        .ensureStream(PUSH, "Bearer agreed", EVENTS)
                        .id())
                .isEqualTo("stream-1");
    }

    @Test
    void ensureStream_unknownTokenType_isRefused() throws StreamException {
        transmitter.tokenType = "MAC";
        StreamRegistration registration = registration(ProofKey.generate());
        assertThatThrownBy(() -> registration.ensureStream(PUSH, "Bearer agreed", EVENTS))
                .hasMessageContaining("neither type DPoP nor Bearer");
    }

    @Test
    void of_publicKeyOrOtherCurve_isRefused() throws JOSEException {
        ECKey publicOnly = new TestWorkload().key().toPublicJWK();
        ECKey otherCurve = new ECKeyGenerator(Curve.P_384).generate();
        assertThatThrownBy(() -> ProofKey.of(publicOnly)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ProofKey.of(otherCurve)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void toString_holdsNoSecret() {
        TestWorkload holder = new TestWorkload();
        StreamCredentials credentials =
                new StreamCredentials(transmitter.at("/token"), "rx", "s3cret", ProofKey.of(holder.key()));
        assertThat(credentials.toString()).doesNotContain("s3cret");
        assertThat(credentials.proofKey().toString())
                .doesNotContain(String.valueOf(holder.key().getD()));
    }
}
