package dev.holdfast.rp.signal;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** One push of one event (RFC 8935 section 2). */
final class SignalDelivery {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    private final SignalSettings settings;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    SignalDelivery(SignalSettings settings) {
        this.settings = settings;
    }

    /** How an attempt ended. */
    sealed interface Outcome {

        /** Taken in. */
        record Delivered() implements Outcome {}

        /** Refused: sending the same again does not help. */
        record Refused(String reason) implements Outcome {}

        /** Not now. */
        record Later(String reason) implements Outcome {}
    }

    Outcome push(String compactSet) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(settings.endpoint())
                .timeout(REQUEST_TIMEOUT)
                .header("Authorization", settings.authorization())
                .header("Content-Type", "application/secevent+jwt")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(compactSet))
                .build();
        try {
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            String reason = "the authorization server answered " + status;
            if (status / 100 == 2) {
                return new Outcome.Delivered();
            }
            return status == 429 || status >= 500 ? new Outcome.Later(reason) : new Outcome.Refused(reason);
        } catch (IOException e) {
            return new Outcome.Later("the authorization server cannot be reached");
        }
    }
}
