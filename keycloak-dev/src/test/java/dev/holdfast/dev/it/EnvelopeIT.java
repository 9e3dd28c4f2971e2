package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What was declared for a client holds, for the holder of the key too: abuse is no theft, and no statistics find it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnvelopeIT {

    private static final String ATTRIBUTE = "holdfast.envelope";
    private static final Credentials RUNNER = new Credentials("ci-runner", "ci-runner-secret");

    private final TestRealm realm = RealmDraft.guarded()
            .risk("envelopes", "[{\"client\":\"another\",\"notAfter\":\"2020-01-01T00:00:00Z\"}]")
            .on(Servers.get(OptionSet.DEFAULT));
    private final RefreshKinds kinds = new RefreshKinds(realm);
    private final DpopKey owner = DpopKey.generate();

    @AfterAll
    void deleteRealm() {
        realm.close();
    }

    @BeforeEach
    void declareNothing() {
        realm.setClientAttribute("ci-runner", ATTRIBUTE, "");
    }

    @Test
    void refresh_ofAClientOutsideAllEnvelopes_goesOn() {
        assertThat(refresh(kinds.ordinary(owner)).summary()).startsWith("200 DPoP");
    }

    @Test
    void refresh_moreOftenThanDeclared_endsTheSession() {
        realm.setClientAttribute("ci-runner", ATTRIBUTE, "{\"maxRequestsPerHour\":3}");
        TokenAnswer held = kinds.ordinary(owner);

        assertThat(refresh(held).summary()).startsWith("200 DPoP");
        assertThat(refresh(held).summary()).startsWith("200 DPoP");
        assertThat(refresh(held).summary()).isEqualTo("400 invalid_grant");
        assertThat(realm.history(held.session()).path("refused").toString()).contains("envelope-breach");
    }

    @Test
    void refresh_afterTheDeclaredEnd_endsTheSession() {
        TokenAnswer held = kinds.ordinary(owner);
        realm.setClientAttribute("ci-runner", ATTRIBUTE, "{\"notAfter\":\"2026-01-01T00:00:00Z\"}");

        assertThat(refresh(held).summary()).isEqualTo("400 invalid_grant");
        realm.setClientAttribute("ci-runner", ATTRIBUTE, "");
        assertThat(refresh(held).summary()).isEqualTo("400 invalid_grant");
    }

    @Test
    void refresh_withAnEnvelopeThatCannotBeRead_getsShortLivedTokens() {
        TokenAnswer held = kinds.ordinary(owner);
        realm.setClientAttribute("ci-runner", ATTRIBUTE, "{\"maxRequestsPerHour\":");

        TokenAnswer restricted = refresh(held);

        assertThat(restricted.summary()).startsWith("200 DPoP");
        assertThat(restricted.expiresIn()).isLessThan(held.expiresIn());
    }

    private TokenAnswer refresh(TokenAnswer held) {
        return realm.tokens()
                .send(TokenCall.refresh(held.refreshToken()).as(RUNNER).holding(owner));
    }
}
