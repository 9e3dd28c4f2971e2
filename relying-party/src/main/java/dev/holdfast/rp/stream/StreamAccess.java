package dev.holdfast.rp.stream;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Calls of the stream API in this client's name. Where the client is a managed non-human identity its access token is bound
 * to its key (RFC 9449), and every call proves it; elsewhere the token is a bearer token and is sent as one. The answer of
 * the token endpoint says which.
 */
final class StreamAccess {

    private static final String FORM = "grant_type=client_credentials&scope=ssf.manage%20ssf.read";

    private final Http http;
    private final StreamCredentials credentials;
    private final ProvenExchange tokenEndpoint;
    private final ProvenExchange streamApi;

    StreamAccess(Http http, StreamCredentials credentials) {
        this.http = http;
        this.credentials = credentials;
        this.tokenEndpoint = new ProvenExchange(http, credentials.proofKey());
        this.streamApi = new ProvenExchange(http, credentials.proofKey());
    }

    /** An access token and the scheme it is sent under; printed, it names the scheme only. */
    record Token(String value, boolean bound) {
        @Override
        public String toString() {
            return bound ? "Token[DPoP]" : "Token[Bearer]";
        }
    }

    /** A fresh access token (RFC 6749 section 4.4), bound if the server binds it. */
    Token token() throws StreamException {
        String authorization = new ClientSecretBasic(
                        new ClientID(credentials.clientId()), new Secret(credentials.clientSecret()))
                .toHTTPAuthorizationHeader();
        HttpRequest.Builder request = HttpRequest.newBuilder(credentials.tokenEndpoint())
                .header("Authorization", authorization)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .timeout(Http.REQUEST_TIMEOUT)
                .POST(BodyPublishers.ofString(FORM));
        HttpResponse<String> response =
                tokenEndpoint.send("POST", credentials.tokenEndpoint(), Optional.empty(), request);
        if (response.statusCode() != 200) {
            throw new StreamException("the token endpoint answered " + response.statusCode() + " to client "
                    + credentials.clientId() + ": check its secret, its service account, its optional scopes ssf.read"
                    + " and ssf.manage, and whether its key is admitted");
        }
        return read(response.body());
    }

    /** One call; an empty {@code json} sends no body. */
    HttpResponse<String> call(Token token, String method, URI uri, String json) throws StreamException {
        return call(token, method, uri, json, Http.REQUEST_TIMEOUT);
    }

    /** One call whose answer may take longer. */
    HttpResponse<String> call(Token token, String method, URI uri, String json, Duration timeout)
            throws StreamException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(timeout)
                .header("Authorization", (token.bound() ? "DPoP " : "Bearer ") + token.value());
        if (json.isEmpty()) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json").method(method, BodyPublishers.ofString(json));
        }
        return token.bound() ? streamApi.send(method, uri, Optional.of(token.value()), request) : http.send(request);
    }

    private static Token read(String body) throws StreamException {
        try {
            Map<String, Object> answer = JSONObjectUtils.parse(body);
            @Nullable String value = JSONObjectUtils.getString(answer, "access_token");
            String type = String.valueOf(JSONObjectUtils.getString(answer, "token_type"));
            if (value == null) {
                throw new StreamException("the token endpoint gave no access token");
            }
            return switch (type.toLowerCase(Locale.ROOT)) {
                case "dpop" -> new Token(value, true);
                case "bearer" -> new Token(value, false);
                default -> throw new StreamException("the token endpoint gave a token of neither type DPoP nor Bearer");
            };
        } catch (ParseException e) {
            throw new StreamException("the token endpoint gave no JSON", e);
        }
    }
}
