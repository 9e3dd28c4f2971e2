package dev.holdfast.dev.it;

import static dev.holdfast.events.EventType.SESSION_REVOKED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.dev.client.AdminClient;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.Http;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import dev.holdfast.dev.inserver.LaterFactory;
import dev.holdfast.dev.it.SignalRealm.Said;
import dev.holdfast.dev.server.RunningKeycloak;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session that reached its end by policy is told, once, whichever way Keycloak notices, to those who held its tokens. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExpiryIT {

    /** The tolerance with which Keycloak removes sessions, 180 s, and a little. */
    private static final int UNTIL_REMOVED_SECONDS = 190;

    private static final int NORMAL_SECONDS = 36_000;
    private static final String CALLBACK = "http://127.0.0.1/callback";

    private final RunningKeycloak server = Servers.get(OptionSet.DEFAULT);
    private final SignalRealm realm = SignalRealm.ours(server);
    private final Credentials client = realm.client();

    @AfterAll
    void deleteRealm() {
        realm.close();
    }

    @Test
    void session_removedAfterItsEnd_isTold() {
        String user = realm.user("expiring");
        TokenAnswer tokens = realm.login(client, "expiring");

        realm.expect(() -> expire(tokens), List.of(user), ended(user, tokens));
    }

    @Test
    void serviceAccountsSession_removedAfterItsEnd_isTold() {
        Credentials runner = realm.client();
        String user = realm.serviceAccount(runner);
        TokenAnswer tokens =
                realm.realm().tokens().send(TokenCall.clientCredentials().as(runner));

        realm.expect(
                () -> expire(tokens),
                List.of(user),
                new Said(
                        SESSION_REVOKED,
                        realm.subject("user", user, "session", tokens.session(), "application", runner.clientId()),
                        "policy"));
    }

    @Test
    void session_foundExpiredAtItsRefresh_isToldOnceAlthoughItIsRemovedLater() {
        String user = realm.user("late");
        TokenAnswer tokens = realm.login(client, "late");

        realm.expect(
                () -> {
                    shorten(tokens);
                    assertThat(refresh(tokens).isIssued()).isFalse();
                    assertThat(refresh(tokens).isIssued()).isFalse();
                    later();
                    realm.change("", "ssoSessionMaxLifespan", NORMAL_SECONDS);
                },
                List.of(user),
                ended(user, tokens));
    }

    /** Both have one id, which relying parties would refuse for good. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void session_endedWhileItsOfflineGrantLives_isNotTold(boolean foundAtItsRefresh) {
        String name = "offline-" + foundAtItsRefresh;
        String user = realm.user(name);
        BrowserLogin browser = new BrowserLogin(realm.realm());
        TokenAnswer online = redeem(browser.code(authorization("openid"), name));
        TokenAnswer offline = redeem(browser.codeAgain(authorization("openid offline_access")));
        assertThat(offline.session()).isNotEmpty().isEqualTo(online.session());
        String onlines = "/users/" + user + "/sessions";
        String offlines = "/users/" + user + "/offline-sessions/" + realm.uuid(client);
        assertThat(realm.read(onlines).findValuesAsText("id")).containsExactly(offline.session());
        assertThat(realm.read(offlines).findValuesAsText("id")).containsExactly(offline.session());

        realm.expect(
                () -> {
                    shorten(offline);
                    if (foundAtItsRefresh) {
                        assertThat(refresh(online).isIssued()).isFalse();
                    }
                    later();
                    realm.change("", "ssoSessionMaxLifespan", NORMAL_SECONDS);
                },
                List.of(user));

        assertThat(realm.read(onlines)).isEmpty();
        TokenAnswer refreshed = refresh(offline);
        assertThat(refreshed.isIssued()).as(refreshed.summary()).isTrue();
        assertThat(refreshed.session()).isEqualTo(offline.session());
    }

    @Test
    void session_stillAlive_isNotTold() {
        String user = realm.user("alive");
        TokenAnswer tokens = realm.login(client, "alive");

        realm.expect(this::later, List.of(user));
        assertThat(refresh(tokens).isIssued()).isTrue();
    }

    private URI authorization(String scope) {
        return URI.create(realm.realm().endpoint("auth") + "?response_type=code&client_id=" + client.clientId()
                + "&redirect_uri=" + CALLBACK + "&scope=" + scope.replace(" ", "%20"));
    }

    private TokenAnswer redeem(String code) {
        return realm.realm()
                .tokens()
                .send(TokenCall.grant("authorization_code")
                        .with("code", code)
                        .with("redirect_uri", CALLBACK)
                        .as(client));
    }

    private TokenAnswer refresh(TokenAnswer tokens) {
        return realm.realm()
                .tokens()
                .send(TokenCall.refresh(tokens.refreshToken()).as(client));
    }

    /** An administrator shortens how long sessions may live; Keycloak comes by to remove those that are over. */
    private void expire(TokenAnswer tokens) {
        shorten(tokens);
        later();
        realm.change("", "ssoSessionMaxLifespan", NORMAL_SECONDS);
    }

    /** To a second; afterwards it is over, and Keycloak knows only what it has written of it. */
    private void shorten(TokenAnswer tokens) {
        realm.change("", "ssoSessionMaxLifespan", 1);
        Instant over = Instant.ofEpochSecond(tokens.accessClaims().path("iat").asLong())
                .plusSeconds(2);
        ScriptedReceiver.await(() -> Instant.now().isAfter(over));
    }

    private void later() {
        URI address = URI.create(realm.realm().issuer() + "/" + LaterFactory.ID + "?seconds=" + UNTIL_REMOVED_SECONDS);
        AdminClient.succeed(
                "remove expired sessions",
                Http.send(Http.to(address).POST(BodyPublishers.noBody()).build()));
    }

    private Said ended(String user, TokenAnswer tokens) {
        return new Said(
                SESSION_REVOKED,
                realm.subject("user", user, "session", tokens.session(), "application", client.clientId()),
                "policy");
    }
}
