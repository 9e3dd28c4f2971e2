package dev.holdfast.dev.demo;

import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.Http;
import dev.holdfast.dev.client.HttpAnswer;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import dev.holdfast.dev.client.TokenClient;
import java.util.Map;

/**
 * Somebody with a key, an address and a program, who asks for tokens and calls the API: an instance of the runner, or a
 * thief.
 *
 * @param address seen by Keycloak through its trusted proxy
 * @param api the one it calls unless it is told another
 * @param nonces the newest one that each API gave
 */
public record Agent(
        String name,
        Credentials client,
        DpopKey key,
        String address,
        String userAgent,
        TokenClient tokens,
        ProtectedApi api,
        Map<String, String> nonces) {

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

    /** Calls its API with a token and a fresh proof. */
    public HttpAnswer call(TokenAnswer token) {
        return call(api, token);
    }

    /** Calls an API with a token and a fresh proof; once more if the API asks for a nonce in it. */
    public HttpAnswer call(ProtectedApi called, TokenAnswer token) {
        HttpAnswer answer = prove(called, token);
        boolean nonceWanted = answer.status() == 401
                && answer.header("WWW-Authenticate").orElse("").contains("use_dpop_nonce");
        return nonceWanted ? prove(called, token) : answer;
    }

    /** Calls its API with a token as if it were anybody's. */
    public HttpAnswer callAsBearer(TokenAnswer token) {
        return callAsBearer(api, token);
    }

    /** Calls an API with a token as if it were anybody's. */
    public HttpAnswer callAsBearer(ProtectedApi called, TokenAnswer token) {
        return Http.send(called.request()
                .header("Authorization", "Bearer " + token.accessToken())
                .header("User-Agent", userAgent)
                .build());
    }

    /** The same holder of the same key, somewhere else with another program. */
    public Agent movedTo(String elsewhere, String otherProgram) {
        return new Agent(name, client, key, elsewhere, otherProgram, tokens, api, nonces);
    }

    private HttpAnswer prove(ProtectedApi called, TokenAnswer token) {
        String proof = key.proof("GET", called.api(), token.accessToken(), nonces.get(called.name()));
        HttpAnswer answer = Http.send(called.request()
                .header("Authorization", "DPoP " + token.accessToken())
                .header("DPoP", proof)
                .header("User-Agent", userAgent)
                .build());
        answer.header("DPoP-Nonce").ifPresent(nonce -> nonces.put(called.name(), nonce));
        return answer;
    }

    private TokenCall signed(TokenCall call) {
        return call.as(client).holding(key).from(address, userAgent);
    }
}
