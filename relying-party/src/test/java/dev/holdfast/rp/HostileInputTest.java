package dev.holdfast.rp;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.Base64URL;
import dev.holdfast.events.EventType;
import dev.holdfast.events.SubjectIdentifier;
import dev.holdfast.rp.event.InMemorySeenEvents;
import dev.holdfast.rp.event.PushReceiver;
import dev.holdfast.rp.event.PushRequest;
import dev.holdfast.rp.event.SecurityEventVerifier;
import dev.holdfast.rp.testing.Mutations;
import dev.holdfast.rp.testing.TestClock;
import dev.holdfast.rp.testing.TestIssuer;
import dev.holdfast.rp.testing.TestWorkload;
import dev.holdfast.rp.token.ApiRequest;
import dev.holdfast.rp.token.BoundTokenVerifier;
import dev.holdfast.rp.token.VerificationException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Whatever is sent, nothing but the declared refusals comes out, and what a signature does not cover is never accepted. So many
 * inputs a parser as {@code -Dholdfast.hostile-inputs=1000000} says.
 */
class HostileInputTest {

    private static final int INPUTS = Integer.getInteger("holdfast.hostile-inputs", 2_000);
    private static final TestIssuer ISSUER = new TestIssuer();
    private static final URI API = URI.create("https://api.example/a");

    private final TestClock clock = new TestClock();
    private final TestWorkload workload = new TestWorkload();
    private final BoundTokenVerifier verifier = BoundTokenVerifier.forIssuer(TestIssuer.ISSUER, ISSUER.keys())
            .audience(TestIssuer.AUDIENCE)
            .clock(clock)
            .build();
    private final String token = ISSUER.accessToken(clock.instant())
            .claim("cnf", workload.confirmation())
            .sign();

    @Test
    void verify_anyToken_isAcceptedOrRefusedAsDeclared() {
        Mutations mutations = new Mutations(1);
        int accepted = 0;
        for (int i = 0; i < INPUTS; i++) {
            boolean signed = i % 2 == 0;
            String hostile = signed ? mutations.resigned(token, ISSUER.key()) : mutations.broken(token);
            String proof = workload.proof("GET", API.toString(), hostile.replaceAll("[^!-~]", ""), clock.instant())
                    .sign();
            boolean good = accepts(hostile, proof);
            accepted += good ? 1 : 0;
            assertThat(!good || signed || isSame(hostile, token)).as(hostile).isTrue();
        }
        assertThat(accepted).as("some changes are harmless").isPositive().isLessThan(INPUTS / 2);
    }

    @Test
    void verify_anyProof_isAcceptedOrRefusedAsDeclared() {
        Mutations mutations = new Mutations(2);
        int accepted = 0;
        for (int i = 0; i < INPUTS; i++) {
            boolean signed = i % 2 == 0;
            String proof = workload.proof("GET", API.toString(), token, clock.instant())
                    .sign();
            String hostile = signed ? mutations.resigned(proof, workload.key()) : mutations.broken(proof);
            boolean good = accepts(token, hostile);
            accepted += good ? 1 : 0;
            assertThat(!good || signed || isSame(hostile, proof)).as(hostile).isTrue();
        }
        assertThat(accepted).as("some changes are harmless").isPositive().isLessThan(INPUTS / 2);
    }

    @Test
    void receive_anyEvent_isAnsweredAsRfc8935Says() throws IOException {
        Mutations mutations = new Mutations(3);
        int[] handled = new int[1];
        PushReceiver receiver = new PushReceiver(
                SecurityEventVerifier.forTransmitter(TestIssuer.ISSUER, ISSUER.keys(), TestIssuer.AUDIENCE, clock),
                "Bearer agreed",
                new InMemorySeenEvents(1_000, clock),
                event -> handled[0]++,
                clock);
        SubjectIdentifier subject = new SubjectIdentifier.Complex(
                Optional.of(new SubjectIdentifier.IssSub(TestIssuer.ISSUER.toString(), "u1")),
                Optional.of(new SubjectIdentifier.Opaque("s1")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        for (int i = 0; i < INPUTS; i++) {
            boolean signed = i % 2 == 0;
            String set = ISSUER.securityEvent(EventType.SESSION_REVOKED, subject, clock.instant())
                    .sign();
            String hostile = signed ? mutations.resigned(set, ISSUER.key()) : mutations.broken(set);
            int before = handled[0];
            int status = receiver.receive(new PushRequest(
                            Optional.of("application/secevent+jwt"),
                            Optional.of("Bearer agreed"),
                            new ByteArrayInputStream(hostile.getBytes(StandardCharsets.UTF_8))))
                    .status();
            assertThat(status).as(hostile).isIn(202, 400);
            assertThat(handled[0] == before || signed || isSame(hostile, set))
                    .as(hostile)
                    .isTrue();
        }
        assertThat(handled[0]).as("some changes are harmless").isPositive();
    }

    private boolean accepts(String accessToken, String proof) {
        try {
            verifier.verify(
                    new ApiRequest("GET", API, List.of("DPoP " + accessToken), List.of(proof), Optional.empty()));
            return true;
        } catch (VerificationException e) {
            return false;
        }
    }

    /** The last character of a part may carry bits that mean nothing, and blanks around a body are none of it. */
    private static boolean isSame(String hostile, String original) {
        String[] left = hostile.trim().split("\\.", -1);
        String[] right = original.split("\\.", -1);
        if (left.length != right.length) {
            return false;
        }
        for (int i = 0; i < left.length; i++) {
            if (!new Base64URL(left[i]).decodeToString().equals(new Base64URL(right[i]).decodeToString())) {
                return false;
            }
        }
        return true;
    }
}
