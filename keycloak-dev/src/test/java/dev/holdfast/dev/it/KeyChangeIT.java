package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.dev.client.AssertionKey;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.DpopProof;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How a client goes over to another key within a session, and that nobody else does. */
class KeyChangeIT {

    private static final Map<String, Object> WITH_REFRESH = Map.of("client_credentials.use_refresh_token", "true");

    private final DpopKey old = DpopKey.generate();
    private final DpopKey next = DpopKey.generate();

    @Test
    void keyChange_byDefault_isRefused() {
        try (TestRealm realm = realm("refuse")) {
            TokenAnswer bound = authenticate(realm);

            assertThat(realm.tokens().send(handingOver(bound, handOver(realm))).summary())
                    .isEqualTo("400 invalid_grant");
        }
    }

    @Test
    void keyChange_ofAClientThatAuthenticatesByKey_isAccepted() {
        AssertionKey signer = AssertionKey.generate();
        RealmDraft draft = draft("with-client-authentication");
        draft.client("workload", WITH_REFRESH)
                .put("publicClient", false)
                .put("serviceAccountsEnabled", true)
                .put("clientAuthenticatorType", "client-jwt")
                .withObject("/attributes")
                .put("use.jwks.string", "true")
                .put("jwks.string", signer.jwks());
        try (TestRealm realm = draft.on(Servers.get(OptionSet.DEFAULT))) {
            TokenAnswer bound = realm.tokens()
                    .send(TokenCall.clientCredentials()
                            .asserting("workload", signer, realm.issuer())
                            .holding(old));

            TokenAnswer changed = realm.tokens()
                    .send(TokenCall.refresh(bound.refreshToken())
                            .asserting("workload", signer, realm.issuer())
                            .holding(next));

            assertThat(changed.boundTo()).isEqualTo(next.thumbprint());
            assertThat(changed.refreshBoundTo()).isEqualTo(next.thumbprint());
            assertThat(changed.session()).isEqualTo(bound.session());
        }
    }

    @Test
    void keyChange_ofAClientThatAuthenticatesBySecret_isRefusedWhereAKeyIsAskedFor() {
        try (TestRealm realm = realm("with-client-authentication")) {
            assertThat(refresh(realm, authenticate(realm), next).summary()).isEqualTo("400 invalid_grant");
        }
    }

    @Test
    void keyChange_signedByTheOldKey_isAcceptedOnceAndTheOldKeyIsOut() {
        try (TestRealm realm = realm("with-proof-of-both-keys")) {
            TokenAnswer bound = authenticate(realm);
            TokenAnswer other = authenticate(realm);
            String handOver = handOver(realm);

            TokenAnswer changed = realm.tokens().send(handingOver(bound, handOver));

            assertThat(changed.boundTo()).isEqualTo(next.thumbprint());
            assertThat(changed.refreshBoundTo()).isEqualTo(next.thumbprint());
            assertThat(realm.tokens().send(handingOver(other, handOver)).summary())
                    .isEqualTo("400 invalid_grant");
            assertThat(refresh(realm, changed, next).isIssued()).isTrue();
            assertThat(refresh(realm, bound, old).summary()).isEqualTo("400 invalid_grant");
            assertThat(refresh(realm, changed, next).isIssued()).isTrue();
            assertThat(refresh(realm, changed, old).summary()).isEqualTo("400 invalid_grant");
        }
    }

    @Test
    void keyChange_withoutTheOldKey_isRefused() {
        try (TestRealm realm = realm("with-proof-of-both-keys")) {
            assertThat(refresh(realm, authenticate(realm), next).summary()).isEqualTo("400 invalid_grant");
            String ofTheThiefAlone = DpopProof.of("POST", realm.tokens().endpoint())
                    .with("jkt", next.thumbprint())
                    .signedBy(next);
            assertThat(realm.tokens()
                            .send(handingOver(authenticate(realm), ofTheThiefAlone))
                            .summary())
                    .isEqualTo("400 invalid_grant");
        }
    }

    @Test
    void keyChange_handedOverToAnotherKey_isRefused() {
        try (TestRealm realm = realm("with-proof-of-both-keys")) {
            String toSomebodyElse = DpopProof.of("POST", realm.tokens().endpoint())
                    .with("jkt", DpopKey.generate().thumbprint())
                    .signedBy(old);
            assertThat(realm.tokens()
                            .send(handingOver(authenticate(realm), toSomebodyElse))
                            .summary())
                    .isEqualTo("400 invalid_grant");
        }
    }

    private static RealmDraft draft(String keyChange) {
        return RealmDraft.guarded()
                .bindingAlone()
                .binding("key-change", keyChange)
                .confidential("fleet", WITH_REFRESH);
    }

    private static TestRealm realm(String keyChange) {
        return draft(keyChange).on(Servers.get(OptionSet.DEFAULT));
    }

    private TokenAnswer authenticate(TestRealm realm) {
        return realm.tokens()
                .send(TokenCall.clientCredentials()
                        .as(RealmDraft.credentials("fleet"))
                        .holding(old));
    }

    private static TokenAnswer refresh(TestRealm realm, TokenAnswer tokens, DpopKey key) {
        return realm.tokens()
                .send(TokenCall.refresh(tokens.refreshToken())
                        .as(RealmDraft.credentials("fleet"))
                        .holding(key));
    }

    private String handOver(TestRealm realm) {
        return DpopProof.of("POST", realm.tokens().endpoint())
                .with("jkt", next.thumbprint())
                .signedBy(old);
    }

    private TokenCall handingOver(TokenAnswer tokens, String proofOfTheOldKey) {
        return TokenCall.refresh(tokens.refreshToken())
                .as(RealmDraft.credentials("fleet"))
                .withHeader("DPoP-Key-Hand-Over", proofOfTheOldKey)
                .holding(next);
    }
}
