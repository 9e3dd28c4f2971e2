package dev.holdfast.rp.stream;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** One HTTP exchange with bounds: 2 s to connect, 10 s in all unless the request says otherwise, no redirects. */
final class Http {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    HttpResponse<String> get(URI uri) throws StreamException {
        return send(HttpRequest.newBuilder(uri).timeout(REQUEST_TIMEOUT).GET());
    }

    HttpResponse<String> send(HttpRequest.Builder builder) throws StreamException {
        HttpRequest request = builder.setHeader("Accept", "application/json").build();
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new StreamException("cannot reach " + request.uri() + ": is the transmitter running there?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StreamException("interrupted while waiting for " + request.uri(), e);
        }
    }
}
