package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.TokenCall;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keycloak makes the session of a service account before it asks the policies; a refusal must not leave it behind. */
class DenialLeavesNothingIT {

    private static final Credentials RUNNER = new Credentials("ci-runner", "ci-runner-secret");

    @Test
    void clientCredentials_refusedFiveTimes_leaveNoSession() {
        try (TestRealm realm = RealmDraft.guarded().on(Servers.get(OptionSet.DEFAULT))) {
            assertThat(sessionsAfterFiveRefusals(realm)).isZero();
        }
    }

    @Test
    void clientCredentials_refusedFiveTimesByAnExecutorOfKeycloak_leaveFive() {
        try (TestRealm realm = RealmDraft.guardedBy("reject-request", Map.of()).on(Servers.get(OptionSet.STOCK))) {
            assertThat(sessionsAfterFiveRefusals(realm)).isEqualTo(5);
        }
    }

    private static int sessionsAfterFiveRefusals(TestRealm realm) {
        for (int attempt = 0; attempt < 5; attempt++) {
            assertThat(realm.tokens()
                            .send(TokenCall.clientCredentials().as(RUNNER))
                            .status())
                    .isEqualTo(400);
        }
        return realm.sessions("ci-runner");
    }
}
