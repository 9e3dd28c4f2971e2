package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import org.junit.jupiter.api.Test;

/** One attribute of the realm weakens every policy at once; a policy that observes has no effect on anybody. */
class BreakGlassIT {

    private static final Credentials RUNNER = new Credentials("ci-runner", "ci-runner-secret");

    private final DpopKey owner = DpopKey.generate();
    private final DpopKey thief = DpopKey.generate();

    @Test
    void mode_ofTheRealm_holdsAtOnce() {
        try (TestRealm realm = RealmDraft.guarded().on(Servers.get(OptionSet.DEFAULT))) {
            assertThat(withoutProof(realm).summary()).isEqualTo("400 invalid_dpop_proof");

            realm.setAttribute("holdfast.mode", "off");
            assertThat(withoutProof(realm).tokenType()).isEqualTo("Bearer");
            realm.setAttribute("holdfast.mode", "enforce");
            assertThat(withoutProof(realm).summary()).isEqualTo("400 invalid_dpop_proof");
            realm.setAttribute("holdfast.mode", "observe");
            assertThat(withoutProof(realm).tokenType()).isEqualTo("Bearer");
            realm.setAttribute("holdfast.mode", "of");
            assertThat(withoutProof(realm).status()).isEqualTo(400);
        }
    }

    @Test
    void policy_thatObserves_refusesNothingAndBarsNothing() {
        try (TestRealm realm = RealmDraft.guarded()
                .binding("mode", "observe")
                .risk("mode", "observe")
                .binding("new-keys", "1")
                .on(Servers.get(OptionSet.DEFAULT))) {
            TokenAnswer unbound =
                    realm.tokens().send(TokenCall.clientCredentials().as(RUNNER).holding(owner));

            assertThat(unbound.refreshBoundTo()).isEmpty();
            assertThat(unbound.expiresIn().toSeconds()).isGreaterThan(300);
            assertThat(withoutProof(realm).tokenType()).isEqualTo("Bearer");
            assertThat(refresh(realm, unbound, thief).boundTo()).isEqualTo(thief.thumbprint());
            // What would have been decided stands in the history; nothing came of it.
            assertThat(realm.history(unbound.session()).path("ended").isMissingNode())
                    .isTrue();
            assertThat(realm.clientAttribute("ci-runner", "holdfast.keys.barred"))
                    .isEmpty();
        }
    }

    @Test
    void breach_whileTheRealmObserves_endsNothingAndBarsNothing() {
        try (TestRealm realm = RealmDraft.guarded().on(Servers.get(OptionSet.DEFAULT))) {
            TokenAnswer bound =
                    realm.tokens().send(TokenCall.clientCredentials().as(RUNNER).holding(owner));
            realm.setAttribute("holdfast.mode", "observe");

            // What was bound under the policy stays bound: Keycloak itself looks at the token.
            assertThat(refresh(realm, bound, thief).status()).isEqualTo(400);

            assertThat(realm.history(bound.session()).path("ended").isMissingNode())
                    .isTrue();
            assertThat(realm.clientAttribute("ci-runner", "holdfast.keys.barred"))
                    .isEmpty();
            assertThat(refresh(realm, bound, owner).isIssued()).isTrue();
        }
    }

    private static TokenAnswer withoutProof(TestRealm realm) {
        return realm.tokens().send(TokenCall.clientCredentials().as(RUNNER));
    }

    private static TokenAnswer refresh(TestRealm realm, TokenAnswer tokens, DpopKey key) {
        return realm.tokens()
                .send(TokenCall.refresh(tokens.refreshToken()).as(RUNNER).holding(key));
    }
}
