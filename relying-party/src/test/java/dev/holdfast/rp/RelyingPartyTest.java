package dev.holdfast.rp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.events.EventType;
import dev.holdfast.events.SubjectIdentifier.IssSub;
import dev.holdfast.rp.event.InMemorySeenEvents;
import dev.holdfast.rp.event.PushReceiver;
import dev.holdfast.rp.event.PushRequest;
import dev.holdfast.rp.event.SecurityEventVerifier;
import dev.holdfast.rp.revocation.RevocationIndex;
import dev.holdfast.rp.testing.TestClock;
import dev.holdfast.rp.testing.TestIssuer;
import dev.holdfast.rp.testing.TestWorkload;
import dev.holdfast.rp.token.ApiRequest;
import dev.holdfast.rp.token.BoundTokenVerifier;
import dev.holdfast.rp.token.VerificationException;
import dev.holdfast.rp.token.VerificationException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RelyingPartyTest {

    private static final String API = "https://api.example/a";

    private final TestClock clock = new TestClock();
    private final TestIssuer issuer = new TestIssuer();
    private final TestWorkload workload = new TestWorkload();
    private final RevocationIndex index = RevocationIndex.of(Duration.ofHours(1), 100, clock);
    private final BoundTokenVerifier verifier = BoundTokenVerifier.forIssuer(TestIssuer.ISSUER, issuer.keys())
            .audience(TestIssuer.AUDIENCE)
            .clock(clock)
            .build();
    private final RelyingParty relyingParty = new RelyingParty(verifier, index);
    private final PushReceiver receiver = new PushReceiver(
            SecurityEventVerifier.forTransmitter(TestIssuer.ISSUER, issuer.keys(), TestIssuer.AUDIENCE, clock),
            "Bearer agreed",
            new InMemorySeenEvents(100, clock),
            index::record,
            clock);

    private ApiRequest request(String token) {
        String proof = workload.proof("GET", API, token, clock.instant()).sign();
        return new ApiRequest("GET", URI.create(API), List.of("DPoP " + token), List.of(proof), Optional.empty());
    }

    @Test
    void authorize_afterTheSessionWasRevokedByPush_isRefused() throws VerificationException, IOException {
        String token = issuer.accessToken(clock.instant())
                .claim("cnf", workload.confirmation())
                .sign();
        assertThat(relyingParty.authorize(request(token)).subject()).isEqualTo("u1");

        String set = issuer.securityEvent(
                        EventType.SESSION_REVOKED, new IssSub(TestIssuer.ISSUER.toString(), "u1"), clock.instant())
                .sign();
        receiver.receive(new PushRequest(
                Optional.of("application/secevent+jwt"),
                Optional.of("Bearer agreed"),
                new ByteArrayInputStream(set.getBytes(StandardCharsets.UTF_8))));

        VerificationException refusal =
                catchThrowableOfType(VerificationException.class, () -> relyingParty.authorize(request(token)));
        assertThat(refusal.reason()).isEqualTo(Reason.SESSION_REVOKED);
        assertThat(refusal.status()).isEqualTo(401);
        assertThat(refusal.challenge()).startsWith("DPoP error=\"invalid_token\"");
    }

    @Test
    void construct_tokensOutliveRevocations_isRefused() {
        RevocationIndex forgetful = RevocationIndex.of(Duration.ofMinutes(59), 100, clock);
        assertThatThrownBy(() -> new RelyingParty(verifier, forgetful)).isInstanceOf(IllegalArgumentException.class);
    }
}
