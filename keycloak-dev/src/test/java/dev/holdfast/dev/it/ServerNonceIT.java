package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import dev.holdfast.dev.demo.DemoSetting;
import dev.holdfast.dev.server.RunningKeycloak;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Nonces of the server in proofs (RFC 9449 section 8). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerNonceIT {

    private static final Credentials RUNNER = new Credentials("ci-runner", "ci-runner-secret");
    private static final String HOME = "203.0.113.77";

    private final RunningKeycloak server = Servers.get(OptionSet.DEFAULT);
    private final TestRealm always = TestRealm.create(server, withPolicy("always", 6));
    /** A realm of its own for each test: an identity that was seen in two places is remembered. */
    private TestRealm onRisk = TestRealm.create(server, withPolicy("on-risk", 1));

    private final TestRealm off = TestRealm.create(server, withPolicy("off", 1));
    private DpopKey key = DpopKey.generate();

    private static ObjectNode withPolicy(String nonces, int rebindNats) {
        ObjectNode realm = DemoSetting.realm("unnamed");
        var executors = realm.path("clientProfiles").path("profiles").path(0).path("executors");
        ((ObjectNode) executors.path(0).path("configuration")).put("server-nonce", nonces);
        ((ObjectNode) executors.path(1).path("configuration"))
                .put("restrict-nats", "0.5")
                .put("rebind-nats", String.valueOf(rebindNats))
                .put("revoke-nats", "100");
        return realm;
    }

    private TokenCall credentials() {
        return TokenCall.clientCredentials().as(RUNNER).holding(key).from("192.0.2.10", "ci-runner/4.2");
    }

    private TokenCall refresh(TokenAnswer tokens) {
        return TokenCall.refresh(tokens.refreshToken()).as(RUNNER).holding(key);
    }

    @AfterEach
    void anotherIdentity() {
        onRisk.close();
        onRisk = TestRealm.create(server, withPolicy("on-risk", 1));
        key = DpopKey.generate();
    }

    @AfterAll
    void close() {
        always.close();
        onRisk.close();
        off.close();
    }

    @Test
    void always_proofWithoutNonce_isChallengedAndItsAnswerAccepted() {
        TokenAnswer challenged = always.tokens().send(credentials());
        assertThat(challenged.status()).isEqualTo(400);
        assertThat(challenged.error()).isEqualTo("use_dpop_nonce");
        assertThat(challenged.headers().allValues("DPoP-Nonce")).hasSize(1);
        assertThat(challenged.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        TokenAnswer answered =
                always.tokens().send(credentials().answering(challenged.nonce().orElseThrow()));
        assertThat(answered.isIssued()).as(answered.summary()).isTrue();
    }

    @Test
    void always_oneNonce_servesManyProofsButNoProofServesWithout() {
        String nonce = always.tokens().send(credentials()).nonce().orElseThrow();
        TokenAnswer tokens = always.tokens().send(credentials().answering(nonce));
        TokenAnswer refreshed =
                always.tokens().send(refresh(tokens).answering(nonce).from("192.0.2.10", "ci-runner/4.2"));
        assertThat(refreshed.isIssued()).as(refreshed.summary()).isTrue();
        assertThat(always.tokens().send(refresh(refreshed)).error()).isEqualTo("use_dpop_nonce");
    }

    @Test
    void always_nonceOfAnotherRealmOrForged_isChallengedAgain() {
        String ofAnotherRealm = challengeOf(onRisk).nonce().orElseThrow();
        for (String nonce : new String[] {ofAnotherRealm, "A".repeat(52), "x", "n".repeat(10_000)}) {
            TokenAnswer answer = always.tokens().send(credentials().answering(nonce));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.error()).isEqualTo("use_dpop_nonce");
        }
    }

    @Test
    void onRisk_calmRequest_needsNoNonce() {
        assertThat(onRisk.tokens().send(credentials()).isIssued()).isTrue();
    }

    @Test
    void onRisk_strangePlace_isChallengedAndTheAnswerGetsAShortToken() {
        TokenAnswer tokens = onRisk.tokens().send(credentials());
        TokenCall strange = refresh(tokens).from(HOME, "python-requests/2.32");
        TokenAnswer challenged = onRisk.tokens().send(strange);
        assertThat(challenged.error()).as(challenged.summary()).isEqualTo("use_dpop_nonce");
        TokenAnswer answered =
                onRisk.tokens().send(strange.answering(challenged.nonce().orElseThrow()));
        assertThat(answered.isIssued()).as(answered.summary()).isTrue();
        assertThat(answered.expiresIn().toSeconds()).isLessThanOrEqualTo(60);
    }

    @Test
    void onRisk_challengeOfAnotherSession_isNoAnswer() {
        String ofAnotherSession = challengeOf(onRisk).nonce().orElseThrow();
        key = DpopKey.generate();
        TokenAnswer tokens = onRisk.tokens().send(credentials());
        TokenAnswer answer = onRisk.tokens()
                .send(refresh(tokens).from(HOME, "python-requests/2.32").answering(ofAnotherSession));
        assertThat(answer.error()).as(answer.summary()).isEqualTo("use_dpop_nonce");
    }

    @Test
    void onRisk_challengeLeftUnanswered_isPutAgain() {
        TokenAnswer tokens = onRisk.tokens().send(credentials());
        TokenCall strange = refresh(tokens).from(HOME, "python-requests/2.32");
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThat(onRisk.tokens().send(strange).error()).isEqualTo("use_dpop_nonce");
        }
    }

    @Test
    void off_strangePlace_waitsForANewGrant() {
        TokenAnswer tokens = off.tokens().send(credentials());
        TokenAnswer refused = off.tokens().send(refresh(tokens).from(HOME, "python-requests/2.32"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).isEqualTo("invalid_grant");
        key = DpopKey.generate();
        assertThat(off.tokens().send(credentials()).isIssued()).isTrue();
    }

    private TokenAnswer challengeOf(TestRealm realm) {
        TokenAnswer tokens = realm.tokens().send(credentials());
        return realm.tokens().send(refresh(tokens).from(HOME, "python-requests/2.32"));
    }
}
