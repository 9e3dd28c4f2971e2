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

/** A session that reached its end by policy is told, once, whichever way Keycloak notices, to those who held its tokens. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExpiryIT {

    /** The tolerance with which Keycloak removes sessions, 180 s, and a little. */
    private static final int UNTIL_REMOVED_SECONDS = 190;

    private static final int NORMAL_SECONDS = 36_000;

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

    @Test
    void session_stillAlive_isNotTold() {
        String user = realm.user("alive");
        TokenAnswer tokens = realm.login(client, "alive");

        realm.expect(this::later, List.of(user));
        assertThat(refresh(tokens).isIssued()).isTrue();
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
