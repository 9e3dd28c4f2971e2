package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What {@link RefreshBindingIT} refuses, succeeding on a Keycloak as it comes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StockRefreshIT {

    private final TestRealm realm = RealmDraft.unguarded()
            .confidential("exchanger", RefreshKinds.EXCHANGE)
            .on(Servers.get(OptionSet.STOCK));
    private final RefreshKinds kinds = new RefreshKinds(realm);
    private final DpopKey owner = DpopKey.generate();
    private final DpopKey thief = DpopKey.generate();

    @AfterAll
    void deleteRealm() {
        realm.close();
    }

    @Test
    void refresh_ofAnOfflineTokenWithAnotherKey_isBoundToTheThief() {
        assertThat(steal(kinds.offline(owner), new Credentials("ci-runner", "ci-runner-secret")))
                .isEqualTo(thief.thumbprint());
    }

    @Test
    void refresh_ofATokenFromExchangeWithAnotherKey_isBoundToTheThief() {
        assertThat(steal(kinds.exchanged(owner), RealmDraft.credentials("exchanger")))
                .isEqualTo(thief.thumbprint());
    }

    private String steal(TokenAnswer stolen, Credentials client) {
        return realm.tokens()
                .send(TokenCall.refresh(stolen.refreshToken()).as(client).holding(thief))
                .boundTo();
    }
}
