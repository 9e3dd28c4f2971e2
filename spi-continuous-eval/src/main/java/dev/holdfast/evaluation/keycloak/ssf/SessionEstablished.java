package dev.holdfast.evaluation.keycloak.ssf;

import dev.holdfast.events.EventType;
import org.keycloak.ssf.event.SsfEvent;

/** {@code session-established} (CAEP 1.0 section 3.6), which Keycloak's transmitter does not know by itself. */
public final class SessionEstablished extends SsfEvent {
    /** An event without content, for the transmitter's registry. */
    public SessionEstablished() {
        super(EventType.SESSION_ESTABLISHED.uri());
    }
}
