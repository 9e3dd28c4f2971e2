package dev.holdfast.rp.stream;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.holdfast.rp.event.EventException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Polls of one stream (RFC 8936 section 2), with an access token that is renewed when it is no longer taken. */
final class PollExchange {

    private final StreamAccess access;
    private final URI endpoint;
    private StreamAccess.@Nullable Token token;

    PollExchange(StreamAccess access, URI endpoint) {
        this.access = access;
        this.endpoint = endpoint;
    }

    /**
     * What a poll tells the transmitter.
     *
     * @param acknowledged names of tokens that are kept and need not be delivered again
     * @param refused names of tokens that are refused for good, and why
     */
    record Report(List<String> acknowledged, Map<String, EventException> refused) {

        Report {
            acknowledged = List.copyOf(acknowledged);
            refused = Map.copyOf(refused);
        }

        boolean isEmpty() {
            return acknowledged.isEmpty() && refused.isEmpty();
        }
    }

    /**
     * What a poll brings.
     *
     * @param sets tokens in compact form by name, in the order of the answer
     * @param moreAvailable whether more are waiting
     */
    record Batch(Map<String, String> sets, boolean moreAvailable) {}

    /** Reports, and waits for up to so many events. */
    Batch poll(Report report, int maxEvents, Duration longest) throws StreamException {
        return send(report, maxEvents, false, longest);
    }

    /** Only reports. */
    void report(Report report) throws StreamException {
        send(report, 0, true, Http.REQUEST_TIMEOUT);
    }

    private Batch send(Report report, int maxEvents, boolean returnImmediately, Duration timeout)
            throws StreamException {
        String json = JSONObjectUtils.toJSONString(Map.of(
                "maxEvents",
                maxEvents,
                "returnImmediately",
                returnImmediately,
                "ack",
                report.acknowledged(),
                "setErrs",
                errors(report.refused())));
        boolean fresh = token == null;
        StreamAccess.Token current = token == null ? access.token() : token;
        HttpResponse<String> response = access.call(current, "POST", endpoint, json, timeout);
        if (response.statusCode() == 401 && !fresh) {
            current = access.token();
            response = access.call(current, "POST", endpoint, json, timeout);
        }
        token = response.statusCode() == 401 ? null : current;
        if (response.statusCode() != 200) {
            throw new StreamException("the poll endpoint answered " + response.statusCode()
                    + ": is the stream still there, and enabled?");
        }
        return read(response.body());
    }

    private static Map<String, Object> errors(Map<String, EventException> refused) {
        Map<String, Object> errors = new LinkedHashMap<>();
        refused.forEach((id, e) -> errors.put(id, Map.of("err", e.code().value(), "description", e.description())));
        return errors;
    }

    private static Batch read(String body) throws StreamException {
        try {
            Map<String, Object> answer = JSONObjectUtils.parse(body);
            if (!(answer.get("sets") instanceof Map<?, ?> members)) {
                throw new StreamException("the answer to a poll has no sets");
            }
            Map<String, String> sets = new LinkedHashMap<>();
            members.forEach((id, set) -> sets.put(String.valueOf(id), String.valueOf(set)));
            return new Batch(sets, Boolean.TRUE.equals(answer.get("moreAvailable")));
        } catch (ParseException e) {
            throw new StreamException("the answer to a poll is no JSON object", e);
        }
    }
}
