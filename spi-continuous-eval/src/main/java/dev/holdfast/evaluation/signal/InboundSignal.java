package dev.holdfast.evaluation.signal;

import dev.holdfast.events.SubjectIdentifier;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a genuine security event token says.
 *
 * @param id its {@code jti}
 * @param type the URI of its event type
 * @param subject whom it is about
 * @param payload the members of the event
 * @param issuedAt its {@code iat}
 */
public record InboundSignal(
        String id, String type, SubjectIdentifier subject, Map<String, Object> payload, Instant issuedAt) {

    /**
     * A member of the event that is a text.
     *
     * @param name the member
     * @return its value
     */
    public Optional<String> text(String name) {
        return payload.get(name) instanceof String value ? Optional.of(value) : Optional.empty();
    }
}
