package dev.holdfast.evaluation.keycloak.ssf;

import dev.holdfast.events.EventType;
import org.keycloak.ssf.event.SsfEvent;

/** {@code account-purged} (RISC 1.0 section 2.2), which Keycloak's transmitter does not know by itself. */
public final class AccountPurged extends SsfEvent {

    /** An event without content, for the transmitter's registry. */
    public AccountPurged() {
        super(EventType.ACCOUNT_PURGED.uri());
    }
}
