package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A secret alone brings no key in: new ones are limited, those of thieves are barred, those in use go on working. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyAdmissionIT {

    private static final String BARRED = "holdfast.keys.barred";
    private static final String LOCKED = "holdfast.keys.locked";
    private static final Map<String, Object> WITH_REFRESH = Map.of("client_credentials.use_refresh_token", "true");

    private final TestRealm realm = RealmDraft.guarded()
            .bindingAlone()
            .binding("new-keys", "3")
            .confidential("fleet", WITH_REFRESH)
            .confidential("robbed", WITH_REFRESH)
            .confidential("siblings", WITH_REFRESH)
            .on(Servers.get(OptionSet.DEFAULT));
    private final DpopKey owner = DpopKey.generate();
    private final DpopKey sibling = DpopKey.generate();

    @AfterAll
    void deleteRealm() {
        realm.close();
    }

    @Test
    void newKey_beyondTheLimit_isRefusedAndTheOthersGoOn() {
        DpopKey third = DpopKey.generate();
        authenticate(realm, "fleet", owner);
        authenticate(realm, "fleet", sibling);
        authenticate(realm, "fleet", third);

        assertThat(authenticate(realm, "fleet", DpopKey.generate()).summary()).isEqualTo("400 invalid_grant");
        assertThat(authenticate(realm, "fleet", owner).isIssued()).isTrue();
        assertThat(authenticate(realm, "fleet", third).isIssued()).isTrue();
    }

    @Test
    void newKeys_ofARealmWithoutThePolicy_areNotLimited() {
        try (TestRealm unmanaged =
                RealmDraft.unguarded().confidential("fleet", WITH_REFRESH).on(Servers.get(OptionSet.STOCK))) {
            for (int key = 0; key < 5; key++) {
                assertThat(authenticate(unmanaged, "fleet", DpopKey.generate()).isIssued())
                        .isTrue();
            }
        }
    }

    @Test
    void key_thatIsNotRegistered_isRefusedWhereOnlyRegisteredOnesAre() {
        try (TestRealm registered = RealmDraft.guarded()
                .binding("key-admission", "registered")
                .confidential("fleet", Map.of("holdfast.keys.registered", owner.thumbprint()))
                .on(Servers.get(OptionSet.DEFAULT))) {
            assertThat(authenticate(registered, "fleet", owner).boundTo()).isEqualTo(owner.thumbprint());
            assertThat(authenticate(registered, "fleet", sibling).summary()).isEqualTo("400 invalid_grant");
        }
    }

    @Test
    void key_ofAThief_isBarredAndOnlyKeysInUseAreLeft() {
        DpopKey thief = DpopKey.generate();
        TokenAnswer stolen = authenticate(realm, "robbed", owner);
        authenticate(realm, "robbed", sibling);

        assertThat(refresh("robbed", stolen, thief).summary()).isEqualTo("400 invalid_grant");

        assertThat(realm.clientAttribute("robbed", BARRED)).isEqualTo(thief.thumbprint());
        assertThat(authenticate(realm, "robbed", thief).summary()).isEqualTo("400 invalid_grant");
        assertThat(authenticate(realm, "robbed", DpopKey.generate()).summary()).isEqualTo("400 invalid_grant");
        assertThat(authenticate(realm, "robbed", owner).isIssued()).isTrue();
        assertThat(authenticate(realm, "robbed", sibling).isIssued()).isTrue();

        realm.setClientAttribute("robbed", LOCKED, "");
        assertThat(authenticate(realm, "robbed", DpopKey.generate()).isIssued()).isTrue();
        assertThat(authenticate(realm, "robbed", thief).status()).isEqualTo(400);
    }

    @Test
    void key_ofASiblingThatMixesUpItsTokens_isNeverBarred() {
        TokenAnswer mistaken = authenticate(realm, "siblings", owner);
        authenticate(realm, "siblings", sibling);

        assertThat(refresh("siblings", mistaken, sibling).summary()).isEqualTo("400 invalid_grant");

        assertThat(realm.clientAttribute("siblings", BARRED)).isEmpty();
        assertThat(realm.clientAttribute("siblings", LOCKED)).isEmpty();
        assertThat(authenticate(realm, "siblings", sibling).isIssued()).isTrue();
    }

    private static TokenAnswer authenticate(TestRealm where, String clientId, DpopKey key) {
        return where.tokens()
                .send(TokenCall.clientCredentials()
                        .as(RealmDraft.credentials(clientId))
                        .holding(key));
    }

    private TokenAnswer refresh(String clientId, TokenAnswer tokens, DpopKey key) {
        return realm.tokens()
                .send(TokenCall.refresh(tokens.refreshToken())
                        .as(RealmDraft.credentials(clientId))
                        .holding(key));
    }
}
