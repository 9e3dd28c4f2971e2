package dev.holdfast.dev.demo;

import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.Http;
import dev.holdfast.dev.client.HttpAnswer;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import dev.holdfast.dev.client.TokenClient;
import java.net.URI;

/**
 * Somebody with a key, an address and a program, who asks for tokens and calls the API: an instance of the runner, or a
 * thief.
 *
 * @param address seen by Keycloak through its trusted proxy
 */
public record Agent(
        String name, Credentials client, DpopKey key, String address, String userAgent, TokenClient tokens, URI api) {

    /** Asks in the client's own name. */
    public TokenAnswer authenticate() {
        return tokens.send(signed(TokenCall.clientCredentials()));
    }

    /** Refreshes. */
    public TokenAnswer refresh(TokenAnswer current) {
        return tokens.send(signed(TokenCall.refresh(current.refreshToken())));
    }

    /** Refreshes again with the nonce that the server asked for. */
    public TokenAnswer refresh(TokenAnswer current, String nonce) {
        return tokens.send(signed(TokenCall.refresh(current.refreshToken())).answering(nonce));
    }

    /** Calls the API with a token and a fresh proof. */
    public HttpAnswer call(TokenAnswer token) {
        return Http.send(Http.to(api)
                .header("Authorization", "DPoP " + token.accessToken())
                .header("DPoP", key.proof("GET", api, token.accessToken(), null))
                .header("User-Agent", userAgent)
                .build());
    }

    /** Calls the API with a token as if it were anybody's. */
    public HttpAnswer callAsBearer(TokenAnswer token) {
        return Http.send(Http.to(api)
                .header("Authorization", "Bearer " + token.accessToken())
                .header("User-Agent", userAgent)
                .build());
    }

    /** The same holder of the same key, somewhere else with another program. */
    public Agent movedTo(String elsewhere, String otherProgram) {
        return new Agent(name, client, key, elsewhere, otherProgram, tokens, api);
    }

    private TokenCall signed(TokenCall call) {
        return call.as(client).holding(key).from(address, userAgent);
    }
}
