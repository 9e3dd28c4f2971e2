package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.dev.client.AssertionKey;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every grant of a managed client gives bound, short-lived tokens to who proves a key, and nothing to who does not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrantsIT {

    private static final Duration CAP = Duration.ofMinutes(5);
    private static final Duration REFRESH_CAP = Duration.ofMinutes(30);

    private final AssertionKey issuer = AssertionKey.generate();
    private final DpopKey key = DpopKey.generate();
    private final TestRealm realm = GrantCalls.prepare(RealmDraft.guarded().bindingAlone(), issuer)
            .confidential("other", RefreshKinds.EXCHANGE)
            .on(Servers.get(OptionSet.DEFAULT));
    private final TestRealm stock =
            GrantCalls.prepare(RealmDraft.unguarded(), issuer).on(Servers.get(OptionSet.STOCK));
    private final GrantCalls grants = new GrantCalls(realm, key, issuer, DecoupledDevice.SHARED);
    private final GrantCalls grantsOfStock = new GrantCalls(stock, key, issuer, DecoupledDevice.SHARED);

    @AfterAll
    void deleteRealms() {
        realm.close();
        stock.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client credentials",
                "refresh",
                "password",
                "authorization code",
                "device",
                "ciba",
                "token exchange",
                "jwt authorization"
            })
    void grant_withAProof_givesBoundAndShortLivedTokens(String grant) {
        TokenAnswer tokens = realm.tokens().send(grants.of(grant).holding(key));

        assertThat(tokens.summary()).startsWith("200 DPoP");
        assertThat(tokens.boundTo()).isEqualTo(key.thumbprint());
        assertThat(tokens.accessLifetime()).isEqualTo(CAP);
        assertThat(tokens.expiresIn()).isBetween(CAP.minusSeconds(5), CAP);
        if (!tokens.refreshToken().isEmpty()) {
            assertThat(tokens.refreshBoundTo()).isEqualTo(key.thumbprint());
            assertThat(tokens.refreshLifetime()).isLessThanOrEqualTo(REFRESH_CAP);
        }
        assertThat(grants.userinfo(tokens).status()).isEqualTo(200);
    }

    /** Exchange and JWT authorization raise no event with the ID token; there the client's own setting is what holds. */
    @ParameterizedTest
    @ValueSource(strings = {"refresh", "password", "authorization code", "device", "ciba"})
    void idToken_ofAGrantWithAResponseEvent_isCapped(String grant) {
        TokenAnswer tokens = realm.tokens().send(grants.of(grant).holding(key));

        assertThat(tokens.idLifetime()).isEqualTo(CAP);
    }

    @ParameterizedTest
    @CsvSource({
        "client credentials, invalid_dpop_proof",
        "refresh,            invalid_dpop_proof",
        "password,           invalid_dpop_proof",
        "authorization code, invalid_grant",
        "device,             invalid_grant",
        "ciba,               invalid_grant",
        "token exchange,     invalid_dpop_proof",
        "jwt authorization,  invalid_dpop_proof"
    })
    void grant_withoutAProof_isRefused(String grant, String error) {
        assertThat(realm.tokens().send(grants.of(grant)).summary()).isEqualTo("400 " + error);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client credentials",
                "refresh",
                "password",
                "authorization code",
                "device",
                "ciba",
                "jwt authorization"
            })
    void grant_withoutAProofOnKeycloakAlone_givesABearerToken(String grant) {
        assertThat(stock.tokens().send(grantsOfStock.of(grant)).tokenType()).isEqualTo("Bearer");
    }

    @Test
    void exchange_ofATokenBoundToAnotherClientOrKey_isRefused() {
        Credentials other = RealmDraft.credentials("other");
        TokenAnswer foreign =
                realm.tokens().send(TokenCall.clientCredentials().as(other).holding(key));

        assertThat(realm.tokens()
                        .send(RefreshKinds.exchange(foreign)
                                .as(RealmDraft.credentials(GrantCalls.CLIENT))
                                .holding(key))
                        .isIssued())
                .isFalse();
        assertThat(realm.tokens()
                        .send(RefreshKinds.exchange(foreign).as(other).holding(DpopKey.generate()))
                        .isIssued())
                .isFalse();
    }
}
