package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.HttpAnswer;
import dev.holdfast.dev.client.Json;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import dev.holdfast.events.EventType;
import dev.holdfast.events.SubjectIdentifier;
import dev.holdfast.rp.signal.Signal;
import dev.holdfast.rp.signal.SignalSender;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What others report reaches the next decision, and can do no more than it was allowed to. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InboundSignalsIT {

    private static final Credentials RUNNER = new Credentials("ci-runner", "ci-runner-secret");

    private final TestRealm realm = RealmDraft.guarded()
            .confidential("other", Map.of("client_credentials.use_refresh_token", "true"))
            .on(Servers.get(OptionSet.DEFAULT));
    private final TestTransmitter api =
            TestTransmitter.known(realm, "deployments", Map.of("speaks-for", "deployments-api", "per-minute", "1000"));
    private final DpopKey key = DpopKey.generate();

    @AfterAll
    void deleteRealm() {
        realm.close();
    }

    private TokenAnswer authenticate(Credentials client) {
        TokenAnswer answer =
                realm.tokens().send(TokenCall.clientCredentials().as(client).holding(key));
        assertThat(answer.summary()).startsWith("200");
        return answer;
    }

    private TokenAnswer refresh(TokenAnswer tokens) {
        return realm.tokens()
                .send(TokenCall.refresh(tokens.refreshToken()).as(RUNNER).holding(key));
    }

    private JsonNode reports(TokenAnswer tokens) {
        return realm.history(tokens.session()).path("reports");
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void abuse_reportedByTheLibrary_isEvidenceAtTheNextRefresh() {
        TokenAnswer tokens = authenticate(RUNNER);
        try (SignalSender sender = api.sender()) {
            sender.report(new Signal.Abuse(TestTransmitter.session(tokens.session()), "too many deployments"));
            await(() -> sender.state().sent() == 1);
        }

        refresh(tokens);

        JsonNode history = realm.history(tokens.session());
        assertThat(history.path("reports").path(0).path("text").asText())
                .isEqualTo("risk-level-change (abuse) by deployments");
        assertThat(history.path("observations").path(1).path("reasons").findValuesAsText("signal"))
                .contains("reported-risk");
        // What the sender said in its own words is kept nowhere.
        assertThat(history.toString()).doesNotContain("too many deployments");
    }

    @Test
    void jobEnded_byACiSystemWithTheGrant_endsTheSession() {
        TestTransmitter ci = TestTransmitter.known(
                realm,
                "ci",
                Map.of("grants", "application", "revoke", "session-revoked", "raise-risk", "risk-level-change"));
        TokenAnswer tokens = authenticate(RUNNER);
        SubjectIdentifier subject = new SubjectIdentifier.Complex(
                java.util.Optional.empty(),
                java.util.Optional.of(new SubjectIdentifier.Opaque(tokens.session())),
                java.util.Optional.of(new SubjectIdentifier.Opaque("ci-runner")),
                java.util.Optional.empty(),
                java.util.Optional.empty());
        try (SignalSender sender = ci.sender()) {
            sender.report(new Signal.JobEnded(subject));
            await(() -> sender.state().sent() == 1);
        }

        assertThat(refresh(tokens).summary()).isEqualTo("400 invalid_grant");
        assertThat(realm.history(tokens.session()).path("ended").asText()).isNotEmpty();
    }

    @Test
    void rebind_reported_demandsAProofBeforeTheNextTokens() {
        TestTransmitter edr = TestTransmitter.known(
                realm, "edr", Map.of("speaks-for", "deployments-api", "rebind", "risk-level-change"));
        TokenAnswer tokens = authenticate(RUNNER);
        assertThat(edr.push(edr.risk(tokens.session())).status()).isEqualTo(202);

        TokenAnswer challenged = refresh(tokens);
        assertThat(challenged.summary()).isEqualTo("400 use_dpop_nonce");
        TokenAnswer proven = realm.tokens()
                .send(TokenCall.refresh(tokens.refreshToken())
                        .as(RUNNER)
                        .holding(key)
                        .answering(challenged.nonce().orElseThrow()));
        assertThat(proven.isIssued()).isTrue();
        assertThat(refresh(proven).isIssued()).isTrue();
    }

    @Test
    void replayedProof_evenWhereRevocationIsAllowed_endsNothing() {
        TestTransmitter trusted = TestTransmitter.known(
                realm, "trusted", Map.of("speaks-for", "deployments-api", "revoke", "risk-level-change"));
        TokenAnswer tokens = authenticate(RUNNER);
        Map<String, Object> replayed = trusted.claims(
                EventType.RISK_LEVEL_CHANGE,
                TestTransmitter.session(tokens.session()),
                Map.of("current_level", "MEDIUM", "holdfast_signal", "proof-replayed"));

        assertThat(trusted.push(replayed).status()).isEqualTo(202);

        assertThat(refresh(tokens).isIssued()).isTrue();
        assertThat(reports(tokens).path(0).path("kind").asText()).isEqualTo("raised");
    }

    @Test
    void replayedToken_isAnsweredAsTheFirstTimeAndCountsOnce() {
        TokenAnswer tokens = authenticate(RUNNER);
        String set = api.sign(api.risk(tokens.session()));

        assertThat(api.push(set).status()).isEqualTo(202);
        assertThat(api.push(set).status()).isEqualTo(202);

        assertThat(reports(tokens)).hasSize(1);
        // Nor does it come back after an administrator has released it.
        realm.admin()
                .post(
                        "/" + realm.name() + "/holdfast/sessions/" + tokens.session() + "/release",
                        Json.object().put("reason", "a test"));
        assertThat(api.push(set).status()).isEqualTo(202);
        assertThat(reports(tokens)).isEmpty();
    }

    @Test
    void sessionOfAnotherAudience_isAnsweredAlikeAndLeftAlone() {
        TokenAnswer foreign = authenticate(RealmDraft.credentials("other"));

        HttpAnswer ofAnother = api.push(api.risk(foreign.session()));
        HttpAnswer ofNobody = api.push(api.risk("no-such-session"));

        assertThat(ofAnother.status()).isEqualTo(ofNobody.status()).isEqualTo(202);
        assertThat(reports(foreign)).isEmpty();
    }

    @Test
    void widerSubject_withoutAGrant_isDenied() {
        assertRefused(
                api.push(api.claims(
                        EventType.RISK_LEVEL_CHANGE,
                        TestTransmitter.application("ci-runner"),
                        Map.of("current_level", "HIGH"))),
                "access_denied");
    }

    @Test
    void moreSessionsThanAllowed_endsNone() {
        TestTransmitter careful = TestTransmitter.known(
                realm, "careful", Map.of("grants", "application", "revoke", "session-revoked", "max-sessions", "1"));
        TokenAnswer one = authenticate(RUNNER);
        TokenAnswer other = authenticate(RUNNER);

        assertRefused(
                careful.push(
                        careful.claims(EventType.SESSION_REVOKED, TestTransmitter.application("ci-runner"), Map.of())),
                "access_denied");

        assertThat(refresh(one).isIssued()).isTrue();
        assertThat(refresh(other).isIssued()).isTrue();
    }

    @Test
    void flood_overTheLimits_countsUpToThemAndIsTurnedAway() {
        TestTransmitter loud = TestTransmitter.known(
                realm, "loud", Map.of("speaks-for", "deployments-api", "per-subject", "3", "per-minute", "8"));
        TokenAnswer tokens = authenticate(RUNNER);

        int[] answers = IntStream.range(0, 12)
                .map(i -> loud.push(loud.risk(tokens.session())).status())
                .toArray();

        assertThat(IntStream.of(answers).filter(status -> status == 202).count())
                .isEqualTo(8);
        assertThat(IntStream.of(answers).filter(status -> status == 429).count())
                .isEqualTo(4);
        // Of one subject no more than three count, so that nobody who sends again waits for the others.
        assertThat(reports(tokens)).hasSize(3);
        // The limit of the transmitter holds before anything is verified.
        assertThat(loud.push("no token at all").status()).isEqualTo(429);
    }

    @Test
    void forgeries_areRefusedWithTheirCodes() throws JOSEException {
        TokenAnswer tokens = authenticate(RUNNER);
        Map<String, Object> good = api.risk(tokens.session());

        Map<String, Object> otherIssuer = api.risk(tokens.session());
        otherIssuer.put("iss", "https://stranger.example");
        assertRefused(api.push(otherIssuer), "invalid_issuer");

        Map<String, Object> otherAudience = api.risk(tokens.session());
        otherAudience.put("aud", "https://elsewhere.example");
        assertRefused(api.push(otherAudience), "invalid_audience");

        String signed = api.sign(good);
        String unsigned = Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString("{\"alg\":\"none\",\"typ\":\"secevent+jwt\",\"kid\":\"deployments-1\"}"
                                .getBytes(StandardCharsets.UTF_8))
                + signed.substring(signed.indexOf('.'), signed.lastIndexOf('.') + 1);
        assertRefused(api.push(unsigned), "invalid_request");
        assertRefused(api.push(unsigned + "AAAA"), "invalid_key");

        byte[] publicKey = api.key().toRSAPublicKey().getEncoded();
        assertRefused(
                api.push(TestTransmitter.sign(JWSAlgorithm.HS256, "deployments-1", new MACSigner(publicKey), good)),
                "invalid_key");

        RSASSASigner stranger = new RSASSASigner(new RSAKeyGenerator(2048).generate());
        assertRefused(
                api.push(TestTransmitter.sign(JWSAlgorithm.RS256, "deployments-1", stranger, good)),
                "authentication_failed");
        assertRefused(api.push(TestTransmitter.sign(JWSAlgorithm.RS256, "another-1", stranger, good)), "invalid_key");
        // The key is right, but of the algorithm it does not say that it may be used with.
        assertRefused(
                api.push(TestTransmitter.sign(JWSAlgorithm.RS512, "deployments-1", new RSASSASigner(api.key()), good)),
                "invalid_key");

        assertRefused(api.push(tokens.accessToken()), "invalid_request");
        assertRefused(api.push("x".repeat(20_000)), "invalid_request");
        assertRefused(api.push(signed, "application/jwt", "wrong"), "authentication_failed");
        assertRefused(api.push(signed, "application/secevent+jwt", ""), "authentication_failed");

        assertThat(reports(tokens)).isEmpty();
        assertThat(api.push(signed).status()).isEqualTo(202);
        assertThat(reports(tokens)).hasSize(1);
    }

    private static void assertRefused(HttpAnswer answer, String code) {
        assertThat(answer.status() + " " + answer.json().path("err").asText()).isEqualTo("400 " + code);
        assertThat(answer.header("Content-Type").orElse("")).startsWith("application/json");
    }
}
