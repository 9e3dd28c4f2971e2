package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A refresh whose proof Keycloak refuses before any policy runs is known to its session all the same, and ends nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedProofIT {

    private static final Credentials RUNNER = new Credentials("ci-runner", "ci-runner-secret");

    private final TestRealm realm = TestRealm.guarded(Servers.get(OptionSet.DEFAULT));
    private final DpopKey key = DpopKey.generate();

    @AfterAll
    void close() {
        realm.close();
    }

    @Test
    void refresh_replayedProof_isInTheHistoryAndTheSessionLives() {
        TokenAnswer tokens =
                realm.tokens().send(TokenCall.clientCredentials().as(RUNNER).holding(key));
        String proof = key.proof("POST", realm.tokens().endpoint(), null, null);
        TokenCall refresh = TokenCall.refresh(tokens.refreshToken()).as(RUNNER);
        TokenAnswer refreshed = realm.tokens().send(refresh.withProof(proof));
        assertThat(refreshed.isIssued()).as(refreshed.summary()).isTrue();

        TokenAnswer replayed = realm.tokens().send(refresh.withProof(proof));
        assertThat(replayed.status()).isEqualTo(400);
        assertThat(replayed.error()).isEqualTo("invalid_dpop_proof");

        JsonNode history = realm.admin()
                .get("/" + realm.name() + "/holdfast/sessions/" + tokens.session())
                .json();
        assertThat(history.path("refused")).hasSize(1);
        assertThat(history.path("refused").path(0).path("outcome").asText()).isEqualTo("refuse");
        assertThat(history.path("ended").isMissingNode()).isTrue();
        TokenAnswer honest = realm.tokens()
                .send(TokenCall.refresh(refreshed.refreshToken()).as(RUNNER).holding(key));
        assertThat(honest.isIssued()).as(honest.summary()).isTrue();
    }
}
