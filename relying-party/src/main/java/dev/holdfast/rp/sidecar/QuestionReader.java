package dev.holdfast.rp.sidecar;

import com.sun.net.httpserver.HttpExchange;
import dev.holdfast.rp.token.ApiRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/**
 * Reads the three ways in which gateways describe a request. Exactly one of them must be there: a header of another way came
 * from the client, through a gateway that did not overwrite it.
 *
 * <ul>
 *   <li>{@code X-Original-Method} and {@code X-Original-URI} (nginx {@code auth_request}); with several origins the latter is
 *       absolute
 *   <li>{@code X-Forwarded-Method}, {@code X-Forwarded-Uri}, with several origins {@code X-Forwarded-Proto} and {@code
 *       X-Forwarded-Host} (Traefik, Caddy)
 *   <li>the request itself, its path prefixed with {@code /authorize} (Envoy {@code ext_authz}); with several origins {@code
 *       X-Forwarded-Proto} and {@code Host}
 * </ul>
 */
record QuestionReader(Origins origins) {

    static final String PREFIX = "/authorize";

    Question read(HttpExchange exchange) {
        Headers headers = new Headers(exchange);
        boolean prefixed = exchange.getRequestURI().getRawPath().startsWith(PREFIX + "/");
        boolean original = headers.has("X-Original-Method") || headers.has("X-Original-URI");
        boolean forwarded = headers.has("X-Forwarded-Method") || headers.has("X-Forwarded-Uri");
        if (prefixed && !original && !forwarded) {
            return about(
                    headers,
                    Optional.of(exchange.getRequestMethod()),
                    origins.find(headers.origin("Host")),
                    Optional.of(exchange.getRequestURI().getRawPath().substring(PREFIX.length())),
                    false);
        }
        if (original && !forwarded && !prefixed) {
            return original(headers);
        }
        if (forwarded && !original && !prefixed) {
            return about(
                    headers,
                    headers.one("X-Forwarded-Method"),
                    origins.find(headers.origin("X-Forwarded-Host")),
                    headers.one("X-Forwarded-Uri"),
                    false);
        }
        return new Question.Unclear();
    }

    private Question original(Headers headers) {
        String uri = headers.one("X-Original-URI").orElse("");
        int path = uri.startsWith("/") ? 0 : uri.indexOf('/', uri.indexOf("://") + 3);
        if (path < 0) {
            return new Question.Unclear();
        }
        Optional<String> origin = path == 0
                ? origins.find(Optional.empty())
                : Optional.of(uri.substring(0, path)).filter(origins::contains);
        return about(headers, headers.one("X-Original-Method"), origin, Optional.of(uri.substring(path)), true);
    }

    private static Question about(
            Headers headers,
            Optional<String> method,
            Optional<String> origin,
            Optional<String> target,
            boolean subrequest) {
        if (method.isEmpty()
                || origin.isEmpty()
                || target.filter(t -> t.startsWith("/")).isEmpty()) {
            return new Question.Unclear();
        }
        try {
            // The query may hold what java.net.URI refuses, and htu has none.
            URI uri = new URI(origin.get() + target.get().replaceFirst("[?#].*", ""));
            return new Question.About(
                    new ApiRequest(
                            method.get(), uri, headers.all("Authorization"), headers.all("DPoP"), Optional.empty()),
                    subrequest);
        } catch (URISyntaxException e) {
            return new Question.Unclear();
        }
    }

    /** Headers of a request. */
    private record Headers(HttpExchange exchange) {

        boolean has(String name) {
            return exchange.getRequestHeaders().containsKey(name);
        }

        List<String> all(String name) {
            return exchange.getRequestHeaders().getOrDefault(name, List.of());
        }

        /** The only value of a header; empty if there is none, or more than one. */
        Optional<String> one(String name) {
            List<String> values = all(name);
            return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
        }

        Optional<String> origin(String host) {
            return one("X-Forwarded-Proto").flatMap(proto -> one(host).map(name -> proto + "://" + name));
        }
    }
}
