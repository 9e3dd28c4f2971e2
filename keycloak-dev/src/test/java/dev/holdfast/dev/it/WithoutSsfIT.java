package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import dev.holdfast.dev.server.KeycloakServer;
import dev.holdfast.dev.server.RunningKeycloak;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Without shared signals nobody is told; what is refused and ended stays refused and ended. */
@ByServerGroup.Needs(ByServerGroup.Group.WITHOUT_SSF)
class WithoutSsfIT {

    private static final Credentials RUNNER = new Credentials("ci-runner", "ci-runner-secret");

    private final RunningKeycloak server = Servers.get(OptionSet.WITHOUT_SSF);

    @Test
    void theft_withoutSharedSignals_isRefusedAndEndsTheSession() {
        DpopKey owner = DpopKey.generate();
        try (TestRealm realm = RealmDraft.guarded().on(server)) {
            TokenAnswer stolen =
                    realm.tokens().send(TokenCall.clientCredentials().as(RUNNER).holding(owner));
            assertThat(realm.sessions("ci-runner")).isEqualTo(1);

            assertThat(refresh(realm, stolen, DpopKey.generate()).summary()).isEqualTo("400 invalid_grant");

            assertThat(realm.sessions("ci-runner")).isZero();
            assertThat(refresh(realm, stolen, owner).summary()).isEqualTo("400 invalid_grant");
        }
    }

    @Test
    void start_withoutSharedSignals_isWarnedOfOnce() throws IOException {
        assumeThat(server).isInstanceOf(KeycloakServer.class);

        assertThat(Files.readAllLines(((KeycloakServer) server).log()))
                .filteredOn(line -> line.contains("Feature ssf is off"))
                .singleElement()
                .asString()
                .contains("WARN");
    }

    private static TokenAnswer refresh(TestRealm realm, TokenAnswer tokens, DpopKey key) {
        return realm.tokens()
                .send(TokenCall.refresh(tokens.refreshToken()).as(RUNNER).holding(key));
    }
}
