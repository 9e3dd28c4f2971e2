package dev.holdfast.rp.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.events.EventType;
import dev.holdfast.events.SubjectIdentifier;
import dev.holdfast.events.SubjectIdentifier.Complex;
import dev.holdfast.events.SubjectIdentifier.Email;
import dev.holdfast.events.SubjectIdentifier.IssSub;
import dev.holdfast.events.SubjectIdentifier.JwtId;
import dev.holdfast.events.SubjectIdentifier.Opaque;
import dev.holdfast.events.SubjectIdentifier.Simple;
import dev.holdfast.events.SubjectIdentifier.Uri;
import dev.holdfast.rp.event.EventException;
import dev.holdfast.rp.event.SecurityEventVerifier;
import dev.holdfast.rp.event.VerifiedEvent;
import dev.holdfast.rp.revocation.Recording.Ignored;
import dev.holdfast.rp.revocation.Recording.Reason;
import dev.holdfast.rp.revocation.Recording.Recorded;
import dev.holdfast.rp.testing.JwtBuilder;
import dev.holdfast.rp.testing.TestClock;
import dev.holdfast.rp.testing.TestIssuer;
import dev.holdfast.rp.testing.TestWorkload;
import dev.holdfast.rp.token.ApiRequest;
import dev.holdfast.rp.token.BoundTokenVerifier;
import dev.holdfast.rp.token.VerificationException;
import dev.holdfast.rp.token.VerifiedToken;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RevocationIndexTest {

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final TestWorkload WORKLOAD = new TestWorkload();
    private static final String ISS = TestIssuer.ISSUER.toString();
    private static final Duration LIFETIME = Duration.ofHours(1);

    private static final Simple USER = new IssSub(ISS, "u1");
    private static final Simple SESSION = new Opaque("s1");
    private static final Simple CLIENT = new Opaque("ci-runner");
    private static final Simple KEY = new Uri(WORKLOAD.thumbprint().toUri());
    private static final Simple OTHER = new Opaque("other");

    private final TestClock clock = new TestClock();
    private final RevocationIndex index = RevocationIndex.of(LIFETIME, 100, clock);

    private VerifiedToken token(Instant issuedAt, UnaryOperator<JwtBuilder> change) throws VerificationException {
        JwtBuilder claims = ISSUER.accessToken(issuedAt).claim("jti", "t1").claim("cnf", WORKLOAD.confirmation());
        String token = change.apply(claims).sign();
        String proof = WORKLOAD.proof("GET", "https://api.example/", token, clock.instant())
                .sign();
        return BoundTokenVerifier.forIssuer(TestIssuer.ISSUER, ISSUER.keys())
                .audience(TestIssuer.AUDIENCE)
                .clock(clock)
                .build()
                .verify(new ApiRequest(
                        "GET",
                        URI.create("https://api.example/"),
                        List.of("DPoP " + token),
                        List.of(proof),
                        Optional.empty()));
    }

    private VerifiedToken token() throws VerificationException {
        return token(clock.instant(), claims -> claims);
    }

    private VerifiedEvent event(EventType type, SubjectIdentifier subject) throws EventException {
        return SecurityEventVerifier.forTransmitter(TestIssuer.ISSUER, ISSUER.keys(), TestIssuer.AUDIENCE, clock)
                .verify(ISSUER.securityEvent(type, subject, clock.instant()).sign());
    }

    private Recording revoke(SubjectIdentifier subject) throws EventException {
        return index.record(event(EventType.SESSION_REVOKED, subject));
    }

    private static Complex complex(
            @Nullable Simple user,
            @Nullable Simple session,
            @Nullable Simple application,
            @Nullable Simple device,
            @Nullable Simple tenant) {
        return new Complex(
                Optional.ofNullable(user),
                Optional.ofNullable(session),
                Optional.ofNullable(application),
                Optional.ofNullable(device),
                Optional.ofNullable(tenant));
    }

    static Stream<Arguments> subjects() {
        Simple otherKey = new Uri(new TestWorkload().thumbprint().toUri());
        return Stream.of(
                arguments(USER, true),
                arguments(new IssSub(ISS, "u2"), false),
                arguments(new JwtId(ISS, "t1"), true),
                arguments(new JwtId(ISS, "t2"), false),
                arguments(complex(null, SESSION, null, null, null), true),
                arguments(complex(USER, null, null, null, null), true),
                arguments(complex(null, null, CLIENT, null, null), true),
                arguments(complex(null, null, null, KEY, null), true),
                arguments(complex(USER, SESSION, CLIENT, KEY, null), true),
                arguments(complex(null, OTHER, null, null, null), false),
                arguments(complex(USER, OTHER, null, null, null), false),
                arguments(complex(new IssSub(ISS, "u2"), SESSION, null, null, null), false),
                arguments(complex(USER, SESSION, OTHER, null, null), false),
                arguments(complex(USER, SESSION, CLIENT, otherKey, null), false),
                arguments(complex(null, null, null, otherKey, null), false),
                // A session id is no client id and no user.
                arguments(complex(null, new Opaque("u1"), null, null, null), false),
                arguments(complex(null, null, SESSION, null, null), false),
                // As Keycloak sends it: the tenant and the e-mail address are those of the session.
                arguments(complex(USER, SESSION, null, null, new Opaque("acme")), true),
                arguments(complex(new Email("a@b.example"), SESSION, null, null, null), true));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void find_subject_concernsTheTokenOnlyIfEveryMemberMatches(SubjectIdentifier subject, boolean concerned)
            throws EventException, VerificationException {
        assertThat(revoke(subject)).isInstanceOf(Recorded.class);
        assertThat(index.find(token()).isPresent()).isEqualTo(concerned);
    }

    static Stream<Arguments> ignored() {
        return Stream.of(
                arguments(new Email("a@b.example"), Reason.NOT_EVALUABLE),
                arguments(new Opaque("s1"), Reason.NOT_EVALUABLE),
                arguments(complex(null, null, null, null, new Opaque("acme")), Reason.NOT_EVALUABLE),
                arguments(complex(USER, null, null, null, new Opaque("acme")), Reason.NOT_EVALUABLE),
                arguments(complex(new Email("a@b.example"), null, CLIENT, null, null), Reason.NOT_EVALUABLE),
                arguments(complex(USER, SESSION, null, new Uri("urn:x:y"), null), Reason.NOT_EVALUABLE),
                arguments(complex(USER, SESSION, new Email("a@b.example"), null, null), Reason.NOT_EVALUABLE),
                arguments(new IssSub("https://other.example", "u1"), Reason.FOREIGN_SUBJECT),
                arguments(new JwtId("https://other.example", "t1"), Reason.FOREIGN_SUBJECT),
                arguments(
                        complex(new IssSub("https://other.example", "u1"), SESSION, null, null, null),
                        Reason.FOREIGN_SUBJECT));
    }

    @ParameterizedTest
    @MethodSource("ignored")
    void record_subjectNotUnderstoodInFull_isIgnored(SubjectIdentifier subject, Reason reason)
            throws EventException, VerificationException {
        assertThat(revoke(subject)).isEqualTo(new Ignored(reason));
        assertThat(index.find(token())).isEmpty();
    }

    @Test
    void record_unevaluatedMembersAllowed_countAsAny() throws EventException, VerificationException {
        RevocationIndex lenient = index.allowUnevaluatedMembers();
        Simple tenant = new Opaque("acme");
        assertThat(lenient.record(event(EventType.SESSION_REVOKED, complex(null, null, null, null, tenant))))
                .isEqualTo(new Ignored(Reason.NOT_EVALUABLE));
        lenient.record(event(EventType.SESSION_REVOKED, complex(USER, null, null, null, tenant)));
        assertThat(lenient.find(token())).isPresent();
    }

    @Test
    void record_otherEvent_isIgnored() throws EventException {
        assertThat(index.record(event(EventType.RISK_LEVEL_CHANGE, USER))).isEqualTo(new Ignored(Reason.OTHER_EVENT));
    }

    @Test
    void find_cutOff_refusesUpToTheSecondOfTheEvent() throws EventException, VerificationException {
        revoke(USER);
        Instant event = clock.instant();
        clock.advance(Duration.ofSeconds(5));
        assertThat(index.find(token(event.minusSeconds(1), claims -> claims))).isPresent();
        assertThat(index.find(token(event, claims -> claims))).isPresent();
        assertThat(index.find(token(event.plusSeconds(1), claims -> claims))).isEmpty();
    }

    @Test
    void find_sessionRevoked_isFinalWhateverTheTime() throws EventException, VerificationException {
        revoke(complex(USER, SESSION, null, null, null));
        clock.advance(Duration.ofMinutes(10));
        assertThat(index.find(token())).isPresent();
    }

    @Test
    void find_earlierEventComesLate_keepsTheLaterCutOff() throws EventException, VerificationException {
        VerifiedEvent early = event(EventType.SESSION_REVOKED, USER);
        clock.advance(Duration.ofSeconds(30));
        VerifiedEvent late = event(EventType.SESSION_REVOKED, USER);
        index.record(late);
        index.record(early);
        assertThat(index.find(token())).contains(late.eventTime());
    }

    @Test
    void find_tokenWithoutSession_isRevokedByKey() throws EventException, VerificationException {
        revoke(complex(null, null, CLIENT, KEY, null));
        assertThat(index.find(token(clock.instant(), claims -> claims.without("sid"))))
                .isPresent();
    }

    @Test
    void find_afterEveryTokenHasExpired_forgets() throws EventException, VerificationException {
        revoke(complex(null, SESSION, null, null, null));
        clock.advance(LIFETIME.plusSeconds(119));
        assertThat(index.find(token())).isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(index.find(token())).isEmpty();
        assertThat(index.size()).isZero();
    }

    @Test
    void record_full_throwsAndForgetsNothing() throws EventException, VerificationException {
        RevocationIndex small = RevocationIndex.of(LIFETIME, 1, clock);
        small.record(event(EventType.SESSION_REVOKED, USER));
        VerifiedEvent next = event(EventType.SESSION_REVOKED, new IssSub(ISS, "u2"));
        assertThatThrownBy(() -> small.record(next)).isInstanceOf(IndexFullException.class);
        assertThat(small.find(token())).isPresent();
    }

    @Test
    void addListener_isCalledOnceTheRevocationIsInForce() throws EventException, VerificationException {
        VerifiedToken token = token();
        List<Boolean> inForce = new ArrayList<>();
        index.addListener(revocation -> inForce.add(index.find(token).isPresent()));
        revoke(USER);
        revoke(new Email("a@b.example"));
        assertThat(inForce).containsExactly(true);
    }

    @Test
    void find_severalRevocationsOfOneUser_eachConcernsItsOwnClient() throws EventException, VerificationException {
        revoke(complex(USER, null, OTHER, null, null));
        assertThat(index.find(token())).isEmpty();
        revoke(complex(USER, null, CLIENT, null, null));
        revoke(complex(USER, null, new Opaque("third"), null, null));
        assertThat(index.find(token())).isPresent();
        assertThat(index.find(token(clock.instant(), claims -> claims.claim("azp", "fourth"))))
                .isEmpty();
        assertThat(index.size()).isEqualTo(3);
    }

    @Test
    void record_theSameTwice_isOneEntryAndTellsListenersOnce() throws EventException {
        List<Revocation> told = new ArrayList<>();
        index.addListener(told::add);
        VerifiedEvent event = event(EventType.SESSION_REVOKED, USER);
        index.record(event);
        index.record(event);
        assertThat(index.size()).isEqualTo(1);
        assertThat(told).hasSize(1);
        clock.advance(Duration.ofSeconds(1));
        index.record(event(EventType.SESSION_REVOKED, USER));
        assertThat(told).as("a later cut-off is news").hasSize(2);
        assertThat(index.size()).isEqualTo(1);
    }

    @Test
    void record_full_theSameAgainStillFits() throws EventException {
        RevocationIndex small = RevocationIndex.of(LIFETIME, 1, clock);
        small.record(event(EventType.SESSION_REVOKED, USER));
        clock.advance(Duration.ofSeconds(5));
        assertThat(small.record(event(EventType.SESSION_REVOKED, USER))).isInstanceOf(Recorded.class);
        clock.advance(LIFETIME.plusSeconds(120));
        assertThat(small.record(event(EventType.SESSION_REVOKED, new IssSub(ISS, "u2"))))
                .as("what has expired makes room")
                .isInstanceOf(Recorded.class);
    }

    @Test
    void put_revocationOfAnotherIssuer_concernsNoTokenOfThisOne() throws VerificationException {
        Optional<String> none = Optional.empty();
        RevokedSubject elsewhere =
                new RevokedSubject("https://other.example", Optional.of("s1"), none, Optional.empty(), none, none);
        Revocation revocation =
                new Revocation(elsewhere, clock.instant(), clock.instant().plus(LIFETIME), Optional.empty());
        index.put(revocation);
        assertThat(index.find(token())).isEmpty();
        assertThat(revocation.concerns(token())).isFalse();
        assertThat(index.size()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void concerns_recordedRevocation_agreesWithTheIndex(SubjectIdentifier subject, boolean concerned)
            throws EventException, VerificationException {
        Recorded recorded = (Recorded) revoke(subject);
        assertThat(recorded.revocation().concerns(token())).isEqualTo(concerned);
    }
}
