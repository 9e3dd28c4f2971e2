package dev.holdfast.rp.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.events.EventType;
import dev.holdfast.events.SubjectIdentifier;
import dev.holdfast.events.SubjectIdentifier.IssSub;
import dev.holdfast.rp.RelyingParty;
import dev.holdfast.rp.event.EventException;
import dev.holdfast.rp.event.SecurityEventVerifier;
import dev.holdfast.rp.event.VerifiedEvent;
import dev.holdfast.rp.memory.StoreUnavailableException;
import dev.holdfast.rp.revocation.RevocationIndex;
import dev.holdfast.rp.revocation.SharedRevocations;
import dev.holdfast.rp.testing.TestClock;
import dev.holdfast.rp.testing.TestIssuer;
import dev.holdfast.rp.testing.TestWorkload;
import dev.holdfast.rp.token.ApiRequest;
import dev.holdfast.rp.token.BoundTokenVerifier;
import dev.holdfast.rp.token.VerificationException;
import dev.holdfast.rp.token.VerificationException.Reason;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Two nodes of one relying party with one database. */
class TwoNodesTest {

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final TestWorkload WORKLOAD = new TestWorkload();
    private static final URI API = URI.create("https://api.example/a");
    private static final SubjectIdentifier USER = new IssSub(TestIssuer.ISSUER.toString(), "u1");

    private final TestClock clock = new TestClock();
    private final DataSource source = TestDatabase.withTables();
    private final Node first = new Node(source);
    private final Node second = new Node(source);

    private final class Node {
        final RevocationIndex index = RevocationIndex.of(Duration.ofHours(1), 10_000, clock);
        final SharedRevocations shared;
        final RelyingParty party;

        Node(DataSource database) {
            shared = new SharedRevocations(new JdbcRevocationStore(database), index, clock);
            party = new RelyingParty(
                    BoundTokenVerifier.forIssuer(TestIssuer.ISSUER, ISSUER.keys())
                            .audience(TestIssuer.AUDIENCE)
                            .replayStore(new JdbcReplayStore(database, clock))
                            .clock(clock)
                            .build(),
                    index);
        }

        Optional<Reason> refusal(ApiRequest request) {
            return Optional.ofNullable(
                            catchThrowableOfType(VerificationException.class, () -> party.authorize(request)))
                    .map(VerificationException::reason);
        }
    }

    private ApiRequest request() {
        String token = ISSUER.accessToken(clock.instant())
                .claim("cnf", WORKLOAD.confirmation())
                .sign();
        String proof =
                WORKLOAD.proof("GET", API.toString(), token, clock.instant()).sign();
        return new ApiRequest("GET", API, List.of("DPoP " + token), List.of(proof), Optional.empty());
    }

    private VerifiedEvent revoked(SubjectIdentifier subject) throws EventException {
        return SecurityEventVerifier.forTransmitter(TestIssuer.ISSUER, ISSUER.keys(), TestIssuer.AUDIENCE, clock)
                .verify(ISSUER.securityEvent(EventType.SESSION_REVOKED, subject, clock.instant())
                        .sign());
    }

    @Test
    void authorize_proofUsedAtTheOtherNode_isAReplay() {
        ApiRequest request = request();
        assertThat(first.refusal(request)).isEmpty();
        assertThat(second.refusal(request)).contains(Reason.PROOF_REPLAYED);
    }

    @Test
    void authorize_revocationHeardByTheOtherNode_isRefusedAfterCatchingUp() throws EventException {
        first.shared.record(revoked(USER));
        assertThat(first.refusal(request())).contains(Reason.SESSION_REVOKED);
        assertThat(second.refusal(request())).isEmpty();
        second.shared.catchUp();
        assertThat(second.refusal(request())).contains(Reason.SESSION_REVOKED);
    }

    @Test
    void authorize_nodeThatStartsLater_knowsWhatTheOthersKnow() throws EventException {
        for (int i = 0; i < 2_500; i++) {
            first.shared.record(revoked(new IssSub(TestIssuer.ISSUER.toString(), "other-" + i)));
        }
        first.shared.record(revoked(USER));
        Node third = new Node(source);
        assertThat(third.index.size()).isEqualTo(2_501);
        assertThat(third.refusal(request())).contains(Reason.SESSION_REVOKED);
    }

    @Test
    void catchUp_readAgain_tellsListenersOnce() throws EventException {
        List<String> told = new ArrayList<>();
        second.index.addListener(
                revocation -> told.add(revocation.transactionId().orElse("")));
        first.shared.record(revoked(USER));
        second.shared.catchUp();
        second.shared.catchUp();
        clock.advance(Duration.ofSeconds(31));
        second.shared.catchUp();
        second.shared.catchUp();
        assertThat(told).containsExactly("t1");
        assertThat(second.shared.caughtUpAt()).contains(clock.instant());
    }

    @Test
    void catchUp_longAfterExpiry_purgesTheStore() throws EventException {
        first.shared.record(revoked(USER));
        clock.advance(Duration.ofHours(2));
        second.shared.catchUp();
        assertThat(new JdbcRevocationStore(source).after(0, TestClock.START, 10))
                .isEmpty();
    }

    @Test
    void catchUpEvery_otherNodeHears_reachesThisOne() throws Exception {
        CountDownLatch heard = new CountDownLatch(1);
        second.index.addListener(revocation -> heard.countDown());
        try (SharedRevocations polling = second.shared) {
            polling.catchUpEvery(Duration.ofMillis(1));
            first.shared.record(revoked(USER));
            assertThat(heard.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void construct_storeUnavailable_failsLoudly() {
        RevocationIndex index = RevocationIndex.of(Duration.ofHours(1), 10, clock);
        DataSource broken = TestDatabase.withoutTables();
        assertThatThrownBy(() -> new SharedRevocations(new JdbcRevocationStore(broken), index, clock))
                .isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void authorize_replayStoreUnavailable_isRefusedWith503() {
        RelyingParty party = new RelyingParty(
                BoundTokenVerifier.forIssuer(TestIssuer.ISSUER, ISSUER.keys())
                        .audience(TestIssuer.AUDIENCE)
                        .replayStore(new JdbcReplayStore(TestDatabase.withoutTables(), clock))
                        .clock(clock)
                        .build(),
                first.index);
        ApiRequest request = request();
        VerificationException refusal =
                catchThrowableOfType(VerificationException.class, () -> party.authorize(request));
        assertThat(refusal.reason()).isEqualTo(Reason.REPLAYS_UNKNOWN);
        assertThat(refusal.status()).isEqualTo(503);
        assertThat(refusal.headers()).isEmpty();
    }
}
