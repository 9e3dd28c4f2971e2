package dev.holdfast.rp.stream;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Requests to one server, each with a fresh proof of the key and the newest nonce that this server has given (RFC 9449
 * sections 8.2 and 9). The authorization server and the API it protects need one each, for their nonces are separate.
 */
final class ProvenExchange {

    /** RFC 9449 section 8.1: NQCHAR. */
    private static final Pattern NONCE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,1024}");

    private static final String CHALLENGE = "use_dpop_nonce";

    private final Http http;
    private final ProofKey key;
    private volatile Optional<String> nonce = Optional.empty();

    ProvenExchange(Http http, ProofKey key) {
        this.http = http;
        this.key = key;
    }

    /**
     * Sends a request with a proof; once more if the server asks for a nonce, and not again after that.
     *
     * @param accessToken the token that the proof belongs to; empty at the token endpoint
     */
    HttpResponse<String> send(String method, URI uri, Optional<String> accessToken, HttpRequest.Builder request)
            throws StreamException {
        HttpResponse<String> response = once(method, uri, accessToken, request);
        return isChallenge(response) ? once(method, uri, accessToken, request) : response;
    }

    private HttpResponse<String> once(String method, URI uri, Optional<String> accessToken, HttpRequest.Builder request)
            throws StreamException {
        HttpResponse<String> response =
                http.send(request.setHeader("DPoP", key.proof(method, withoutQuery(uri), accessToken, nonce)));
        nonceOf(response).ifPresent(given -> nonce = Optional.of(given));
        return response;
    }

    private static boolean isChallenge(HttpResponse<String> response) {
        boolean asked = response.statusCode() == 401
                ? response.headers().allValues("WWW-Authenticate").stream().anyMatch(value -> value.contains(CHALLENGE))
                : response.statusCode() == 400 && CHALLENGE.equals(errorOf(response.body()));
        return asked && nonceOf(response).isPresent();
    }

    /** More than one is none: a proxy may have added its own (RFC 9449 section 8.1 forbids it). */
    private static Optional<String> nonceOf(HttpResponse<String> response) {
        List<String> values = response.headers().allValues("DPoP-Nonce");
        return values.size() == 1 && NONCE.matcher(values.get(0)).matches()
                ? Optional.of(values.get(0))
                : Optional.empty();
    }

    private static String errorOf(String body) {
        try {
            return String.valueOf(JSONObjectUtils.getString(JSONObjectUtils.parse(body), "error"));
        } catch (ParseException e) {
            return "";
        }
    }

    private static URI withoutQuery(URI uri) {
        String text = uri.toString();
        int query = text.indexOf('?');
        return query < 0 ? uri : URI.create(text.substring(0, query));
    }
}
