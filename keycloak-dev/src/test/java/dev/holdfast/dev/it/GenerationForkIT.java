package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Token and key copied on the very host of the holder: same network, same client, right key. Only that the line of refresh
 * tokens has two ends tells the copy.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GenerationForkIT {

    private static final Credentials RUNNER = new Credentials("ci-runner", "ci-runner-secret");

    private final TestRealm realm = RealmDraft.guarded()
            .with("revokeRefreshToken", BooleanNode.TRUE)
            .with("refreshTokenMaxReuse", IntNode.valueOf(1))
            .on(Servers.get(OptionSet.DEFAULT));
    private final DpopKey owner = DpopKey.generate();

    @AfterAll
    void deleteRealm() {
        realm.close();
    }

    @Test
    void refresh_withACopyOfAnOldTokenAndItsKey_endsTheSession() {
        TokenAnswer copied = new RefreshKinds(realm).ordinary(owner);
        TokenAnswer newest = copied;
        for (int i = 0; i < 4; i++) {
            newest = refresh(newest);
        }

        assertThat(refresh(copied).summary()).isEqualTo("400 invalid_grant");
        assertThat(refresh(newest).errorDescription()).contains("The session has ended");
        assertThat(realm.history(copied.session()).path("refused").toString()).contains("generation-fork");
    }

    @Test
    void refresh_ofATokenWhoseAnswerWasLost_goesOn() {
        TokenAnswer held = refresh(new RefreshKinds(realm).ordinary(owner));

        refresh(held);
        TokenAnswer again = refresh(held);

        assertThat(again.summary()).startsWith("200 DPoP");
        assertThat(refresh(again).summary()).startsWith("200 DPoP");
    }

    private TokenAnswer refresh(TokenAnswer held) {
        return realm.tokens()
                .send(TokenCall.refresh(held.refreshToken()).as(RUNNER).holding(owner));
    }
}
