package dev.holdfast.dev.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.util.Optional;

/**
 * What a server answered.
 *
 * @param body never printed by {@link #toString}, it may hold tokens
 */
public record HttpAnswer(int status, HttpHeaders headers, String body) {

    /** The body as JSON, missing if it is none. */
    public JsonNode json() {
        return Json.read(body);
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** Whether the status is one of 200–299. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    @Override
    public String toString() {
        return "HttpAnswer[" + status + "]";
    }
}
