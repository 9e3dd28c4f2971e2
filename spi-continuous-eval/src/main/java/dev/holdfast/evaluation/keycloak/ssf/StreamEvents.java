package dev.holdfast.evaluation.keycloak.ssf;

import java.util.Set;
import org.keycloak.ssf.event.stream.SsfStreamUpdatedEvent;
import org.keycloak.ssf.event.stream.SsfStreamVerificationEvent;
import org.keycloak.ssf.event.token.SsfSecurityEventToken;

/** What the transmitter says about a stream itself; it is sent whatever the status (SSF 1.0 sections 8.1.4 and 8.1.5). */
final class StreamEvents {

    /** Their names in the outbox. */
    static final Set<String> ALIASES =
            Set.of(new SsfStreamUpdatedEvent().getAlias(), new SsfStreamVerificationEvent().getAlias());

    private static final Set<String> TYPES = Set.of(SsfStreamUpdatedEvent.TYPE, SsfStreamVerificationEvent.TYPE);

    private StreamEvents() {}

    static boolean isOne(SsfSecurityEventToken token) {
        return token.getEvents() != null && TYPES.containsAll(token.getEvents().keySet());
    }
}
