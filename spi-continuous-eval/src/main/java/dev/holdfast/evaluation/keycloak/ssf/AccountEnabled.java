package dev.holdfast.evaluation.keycloak.ssf;

import dev.holdfast.events.EventType;
import org.keycloak.ssf.event.SsfEvent;

/** {@code account-enabled} (RISC 1.0 section 2.4), which Keycloak's transmitter does not know by itself. */
public final class AccountEnabled extends SsfEvent {

    /** An event without content, for the transmitter's registry. */
    public AccountEnabled() {
        super(EventType.ACCOUNT_ENABLED.uri());
    }
}
