package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever a client says of itself, what is issued to it lives no longer than the policy says. */
class LifetimesIT {

    private static final Credentials RUNNER = new Credentials("ci-runner", "ci-runner-secret");
    private static final Map<String, Object> LAX = Map.of(
            "access.token.lifespan",
            "3000",
            "client_credentials.use_refresh_token",
            "true",
            "client.session.idle.timeout",
            "20000");

    private final DpopKey key = DpopKey.generate();

    @Test
    void tokens_ofALaxClient_areCapped() {
        try (TestRealm realm = lax(RealmDraft.guarded()).on(Servers.get(OptionSet.DEFAULT))) {
            TokenAnswer tokens = login(realm);

            assertThat(tokens.accessLifetime()).isEqualTo(Duration.ofMinutes(5));
            assertThat(tokens.expiresIn()).isBetween(Duration.ofSeconds(295), Duration.ofMinutes(5));
            assertThat(tokens.refreshLifetime()).isEqualTo(Duration.ofMinutes(30));
            assertThat(tokens.refreshExpiresIn()).isBetween(Duration.ofSeconds(1795), Duration.ofMinutes(30));
            assertThat(tokens.idLifetime()).isEqualTo(Duration.ofMinutes(5));
        }
    }

    @Test
    void tokens_ofALaxClientOnKeycloakAlone_liveAsLongAsItSays() {
        try (TestRealm realm = lax(RealmDraft.unguarded()).on(Servers.get(OptionSet.STOCK))) {
            TokenAnswer tokens = login(realm);

            assertThat(tokens.accessLifetime()).isEqualTo(Duration.ofMinutes(50));
            assertThat(tokens.idLifetime()).isEqualTo(Duration.ofMinutes(50));
            assertThat(tokens.refreshLifetime()).isGreaterThan(Duration.ofMinutes(30));
        }
    }

    @Test
    void offlineTokens_byDefault_areNotIssued() {
        try (TestRealm realm = RealmDraft.guarded().on(Servers.get(OptionSet.DEFAULT))) {
            assertThat(offline(realm).summary()).isEqualTo("400 invalid_scope");
            assertThat(realm.sessions("ci-runner")).isZero();
        }
    }

    @Test
    void offlineTokens_whereTheyAreAllowed_areCapped() {
        try (TestRealm realm = RealmDraft.guarded()
                .binding("max-offline-token-lifetime-seconds", "7200")
                .on(Servers.get(OptionSet.DEFAULT))) {
            TokenAnswer tokens = offline(realm);

            assertThat(tokens.refreshClaims().path("typ").asText()).isEqualTo("Offline");
            assertThat(tokens.refreshLifetime()).isEqualTo(Duration.ofHours(2));
        }
    }

    @Test
    void offlineTokens_onKeycloakAlone_neverEnd() {
        try (TestRealm realm = RealmDraft.unguarded().on(Servers.get(OptionSet.STOCK))) {
            assertThat(offline(realm).refreshClaims().path("exp").isMissingNode())
                    .isTrue();
        }
    }

    @Test
    void tokens_restrictedByRisk_areShorterStill() {
        try (TestRealm realm = RealmDraft.guarded()
                .risk("restrict-nats", "-100")
                .risk("restricted-lifetime-seconds", "30")
                .on(Servers.get(OptionSet.DEFAULT))) {
            TokenAnswer tokens =
                    realm.tokens().send(TokenCall.clientCredentials().as(RUNNER).holding(key));

            assertThat(tokens.accessLifetime()).isEqualTo(Duration.ofSeconds(30));
            assertThat(tokens.expiresIn()).isLessThanOrEqualTo(Duration.ofSeconds(30));
        }
    }

    private static RealmDraft lax(RealmDraft draft) {
        draft.json().put("ssoSessionIdleTimeout", 20_000).put("ssoSessionMaxLifespan", 40_000);
        return draft.confidential("lax", LAX).user("alice");
    }

    private TokenAnswer login(TestRealm realm) {
        return realm.tokens()
                .send(TokenCall.grant("password")
                        .with("username", "alice")
                        .with("password", RealmDraft.PASSWORD)
                        .with("scope", "openid")
                        .as(RealmDraft.credentials("lax"))
                        .holding(key));
    }

    private TokenAnswer offline(TestRealm realm) {
        return realm.tokens()
                .send(TokenCall.clientCredentials()
                        .with("scope", "offline_access")
                        .as(RUNNER)
                        .holding(key));
    }
}
