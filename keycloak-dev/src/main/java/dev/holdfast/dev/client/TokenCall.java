package dev.holdfast.dev.client;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One call of a token endpoint, before it is sent.
 *
 * @param form the fields, {@code grant_type} among them for a token endpoint
 * @param credentials of the client, sent as HTTP Basic
 * @param key signs a proof for this call, if there is one
 * @param nonce for the proof
 * @param proof a proof made by hand, instead of one by the key
 * @param headers further headers
 */
public record TokenCall(
        Map<String, String> form,
        Optional<Credentials> credentials,
        Optional<DpopKey> key,
        Optional<String> nonce,
        Optional<String> proof,
        Map<String, String> headers) {

    /** Copies the maps. */
    public TokenCall {
        form = Map.copyOf(form);
        headers = Map.copyOf(headers);
    }

    /** Any grant. */
    public static TokenCall grant(String type) {
        return withoutGrant().with("grant_type", type);
    }

    /** A form without a grant, as the endpoints beside the token endpoint take it. */
    public static TokenCall withoutGrant() {
        return new TokenCall(
                Map.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
    }

    /** A client asks in its own name. */
    public static TokenCall clientCredentials() {
        return grant("client_credentials");
    }

    /** A refresh. */
    public static TokenCall refresh(String refreshToken) {
        return grant("refresh_token").with("refresh_token", refreshToken);
    }

    /** With one more field of the form. */
    public TokenCall with(String field, String value) {
        return new TokenCall(more(form, field, value), credentials, key, nonce, proof, headers);
    }

    /** Authenticated by id and secret. */
    public TokenCall as(Credentials client) {
        return new TokenCall(form, Optional.of(client), key, nonce, proof, headers);
    }

    /** Authenticated by an assertion that the client has signed (RFC 7523 section 2.2). */
    public TokenCall asserting(String clientId, AssertionKey signer, URI audience) {
        return with("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                .with("client_assertion", signer.assertion(clientId, clientId, audience));
    }

    /** With a fresh proof of this key. */
    public TokenCall holding(DpopKey holder) {
        return new TokenCall(form, credentials, Optional.of(holder), nonce, proof, headers);
    }

    /** With this nonce in the proof. */
    public TokenCall answering(String challenge) {
        return new TokenCall(form, credentials, key, Optional.of(challenge), proof, headers);
    }

    /** With a proof made by hand. */
    public TokenCall withProof(String handMade) {
        return new TokenCall(form, credentials, key, nonce, Optional.of(handMade), headers);
    }

    /** With a further header. */
    public TokenCall withHeader(String name, String value) {
        return new TokenCall(form, credentials, key, nonce, proof, more(headers, name, value));
    }

    /** As if it came from this address through a trusted proxy, sent by this program. */
    public TokenCall from(String address, String userAgent) {
        return withHeader("X-Forwarded-For", address).withHeader("User-Agent", userAgent);
    }

    @Override
    public String toString() {
        return "TokenCall[" + form.get("grant_type") + "]";
    }

    private static Map<String, String> more(Map<String, String> some, String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(some);
        all.put(name, value);
        return all;
    }
}
