package dev.holdfast.rp.stream;

import com.nimbusds.jose.util.JSONArrayUtils;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.holdfast.events.EventType;
import java.net.URI;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The JSON of a stream's configuration (SSF 1.0 section 8.1.1). */
record StreamConfiguration(
        String id,
        List<String> audience,
        String issuer,
        String method,
        Optional<String> endpoint,
        Set<String> eventsRequested) {

    private static final String PUSH = "urn:ietf:rfc:8935";
    private static final String POLL = "urn:ietf:rfc:8936";

    static String pushed(URI endpoint, String authorizationHeader, Set<EventType> events) {
        return creation(
                Map.of(
                        "method",
                        PUSH,
                        "endpoint_url",
                        endpoint.toString(),
                        "authorization_header",
                        authorizationHeader),
                events);
    }

    static String polled(Set<EventType> events) {
        return creation(Map.of("method", POLL), events);
    }

    private static String creation(Map<String, String> delivery, Set<EventType> events) {
        return JSONObjectUtils.toJSONString(Map.of(
                "description",
                "Holdfast relying party",
                "delivery",
                delivery,
                "events_requested",
                List.copyOf(new TreeSet<>(uris(events)))));
    }

    static List<StreamConfiguration> parseList(String json) throws StreamException {
        try {
            List<StreamConfiguration> streams = new ArrayList<>();
            for (Object element : JSONArrayUtils.parse(json)) {
                streams.add(read(element));
            }
            return streams;
        } catch (ParseException e) {
            throw malformed(e);
        }
    }

    static StreamConfiguration parse(String json) throws StreamException {
        try {
            return read(JSONObjectUtils.parse(json));
        } catch (ParseException e) {
            throw malformed(e);
        }
    }

    /** A push to this address of just these events. The {@code authorization_header} is a secret that no answer repeats. */
    boolean pushes(URI pushEndpoint, Set<EventType> events) {
        return method.equals(PUSH)
                && endpoint.equals(Optional.of(pushEndpoint.toString()))
                && eventsRequested.equals(uris(events));
    }

    /** A queue of just these events, to be polled. */
    boolean isPolledFor(Set<EventType> events) {
        return isPolled() && eventsRequested.equals(uris(events));
    }

    boolean isPolled() {
        return method.equals(POLL);
    }

    private static StreamConfiguration read(Object element) throws StreamException, ParseException {
        if (!(element instanceof Map<?, ?> json)
                || !(json.get("stream_id") instanceof String id)
                || !(json.get("iss") instanceof String issuer)) {
            throw new StreamException("the transmitter describes a stream without stream_id and iss");
        }
        Map<?, ?> delivery = json.get("delivery") instanceof Map<?, ?> map ? map : Map.of();
        return new StreamConfiguration(
                id,
                strings(json.get("aud")),
                issuer,
                String.valueOf(delivery.get("method")),
                delivery.get("endpoint_url") instanceof String url ? Optional.of(url) : Optional.empty(),
                Set.copyOf(strings(json.get("events_requested"))));
    }

    /** A list of strings, one string, or nothing. */
    private static List<String> strings(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).distinct().toList();
        }
        return value instanceof String string ? List.of(string) : List.of();
    }

    private static Set<String> uris(Set<EventType> events) {
        return events.stream().map(EventType::uri).collect(Collectors.toUnmodifiableSet());
    }

    private static StreamException malformed(ParseException cause) {
        return new StreamException(
                "the stream endpoint answered with something that is no stream configuration", cause);
    }
}
