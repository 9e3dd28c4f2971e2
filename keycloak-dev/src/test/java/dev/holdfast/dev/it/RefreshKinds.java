package dev.holdfast.dev.it;

import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import java.util.Map;

/** The ways to a refresh token that a thief may copy, each asked for with the key of its owner. */
record RefreshKinds(TestRealm realm) {

    /** What a client needs to exchange tokens and to get a refresh token for it. */
    static final Map<String, Object> EXCHANGE = Map.of(
            "standard.token.exchange.enabled",
            "true",
            "standard.token.exchange.enableRefreshRequestedTokenType",
            "SAME_SESSION",
            "client_credentials.use_refresh_token",
            "true");

    private static final Credentials RUNNER = new Credentials("ci-runner", "ci-runner-secret");
    private static final Credentials EXCHANGER = RealmDraft.credentials("exchanger");

    /** Of the runner's own session. */
    TokenAnswer ordinary(DpopKey owner) {
        return realm.tokens().send(TokenCall.clientCredentials().as(RUNNER).holding(owner));
    }

    /** An offline token of the runner. */
    TokenAnswer offline(DpopKey owner) {
        return realm.tokens()
                .send(TokenCall.clientCredentials()
                        .with("scope", "offline_access")
                        .as(RUNNER)
                        .holding(owner));
    }

    /** From an exchange of a client's own token. */
    TokenAnswer exchanged(DpopKey owner) {
        TokenAnswer own =
                realm.tokens().send(TokenCall.clientCredentials().as(EXCHANGER).holding(owner));
        return realm.tokens()
                .send(exchange(own)
                        .with("requested_token_type", "urn:ietf:params:oauth:token-type:refresh_token")
                        .as(EXCHANGER)
                        .holding(owner));
    }

    /** Of a client without a secret, for a user. */
    TokenAnswer ofPublicClient(DpopKey owner) {
        return realm.tokens()
                .send(TokenCall.grant("password")
                        .with("client_id", "agent-app")
                        .with("username", "alice")
                        .with("password", RealmDraft.PASSWORD)
                        .holding(owner));
    }

    /** An exchange of an access token, still without a client and a key. */
    static TokenCall exchange(TokenAnswer subject) {
        return TokenCall.grant("urn:ietf:params:oauth:grant-type:token-exchange")
                .with("subject_token", subject.accessToken())
                .with("subject_token_type", "urn:ietf:params:oauth:token-type:access_token");
    }
}
