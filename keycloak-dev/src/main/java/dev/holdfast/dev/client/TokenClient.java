package dev.holdfast.dev.client;

import java.net.URI;
import java.net.http.HttpRequest;

/**
 * Speaks to one realm's token endpoint.
 *
 * @param endpoint its address
 */
public record TokenClient(URI endpoint) {

    /** The token endpoint of a realm, given by its issuer. */
    public static TokenClient ofRealm(URI issuer) {
        return new TokenClient(URI.create(issuer + "/protocol/openid-connect/token"));
    }

    /** Sends one call and waits for the answer; a refusal is an answer too. */
    public TokenAnswer send(TokenCall call) {
        return TokenAnswer.of(exchange(call));
    }

    /** As {@link #send}, for endpoints that answer with something else than tokens. */
    public HttpAnswer exchange(TokenCall call) {
        return Http.send(request(call));
    }

    /** As {@link #send(TokenCall)}, over the TLS connection of this caller. */
    public TokenAnswer send(TokenCall call, TlsCaller caller) {
        return TokenAnswer.of(caller.send(request(call)));
    }

    private HttpRequest request(TokenCall call) {
        HttpRequest.Builder request = Http.to(endpoint)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(Http.form(call.form())));
        call.credentials().ifPresent(client -> request.header("Authorization", client.basic()));
        call.headers().forEach(request::setHeader);
        call.proof()
                .or(() -> call.key()
                        .map(key ->
                                key.proof("POST", endpoint, null, call.nonce().orElse(null))))
                .ifPresent(proof -> request.header("DPoP", proof));
        return request.build();
    }
}
