package dev.holdfast.evaluation.keycloak.ssf;

import dev.holdfast.events.EventType;
import org.keycloak.ssf.event.SsfEvent;

/** {@code session-presented} (CAEP 1.0 section 3.7), which Keycloak's transmitter does not know by itself. */
public final class SessionPresented extends SsfEvent {

    /** An event without content, for the transmitter's registry. */
    public SessionPresented() {
        super(EventType.SESSION_PRESENTED.uri());
    }
}
