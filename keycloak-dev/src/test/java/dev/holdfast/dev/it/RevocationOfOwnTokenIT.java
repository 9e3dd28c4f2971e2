package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import dev.holdfast.dev.client.TokenClient;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A client gives its own refresh token back (RFC 7009). */
class RevocationOfOwnTokenIT {

    private static final Credentials RUNNER = new Credentials("ci-runner", "ci-runner-secret");

    private final DpopKey key = DpopKey.generate();

    @Test
    void revocation_ofAClientsOwnRefreshToken_endsIt() {
        try (TestRealm realm = RealmDraft.guarded().on(Servers.get(OptionSet.DEFAULT))) {
            TokenAnswer own = authenticate(realm);

            assertThat(revoke(realm, own).status()).isEqualTo(200);
            assertThat(realm.tokens()
                            .send(TokenCall.refresh(own.refreshToken())
                                    .as(RUNNER)
                                    .holding(key))
                            .summary())
                    .isEqualTo("400 invalid_grant");
        }
    }

    @Test
    void revocation_underKeycloaksOwnEnforcer_isRefused() {
        try (TestRealm realm =
                RealmDraft.guardedBy("dpop-bind-enforcer", Map.of()).on(Servers.get(OptionSet.STOCK))) {
            assertThat(revoke(realm, authenticate(realm)).summary()).isEqualTo("400 invalid_token");
        }
    }

    private TokenAnswer authenticate(TestRealm realm) {
        return realm.tokens().send(TokenCall.clientCredentials().as(RUNNER).holding(key));
    }

    private TokenAnswer revoke(TestRealm realm, TokenAnswer own) {
        return new TokenClient(realm.endpoint("revoke"))
                .send(TokenCall.withoutGrant()
                        .with("token", own.refreshToken())
                        .with("token_type_hint", "refresh_token")
                        .as(RUNNER)
                        .holding(key));
    }
}
