package dev.holdfast.evaluation.keycloak.ssf;

import dev.holdfast.evaluation.PlannedEvent;
import org.keycloak.ssf.Ssf;
import org.keycloak.ssf.event.SsfEvent;
import org.keycloak.util.JsonSerialization;

/** Gives an event the form that is registered for its type, and checks it. */
final class TypedPayloads {

    private TypedPayloads() {}

    /**
     * The payload of an event as its registered type.
     *
     * @throws IllegalStateException if no type is registered or something required is missing: nothing incomplete is signed
     */
    static SsfEvent of(PlannedEvent event) {
        Class<? extends SsfEvent> type = Ssf.events()
                .getRegistry()
                .getEventClassByType(event.type().uri())
                .orElseThrow(() -> new IllegalStateException("not registered: " + event.type()));
        SsfEvent payload = JsonSerialization.mapper.convertValue(event.payload(), type);
        payload.validate();
        if (payload.getReasonAdmin() == null || payload.getEventTimestamp() == null) {
            throw new IllegalStateException("reason_admin and event_timestamp are required: " + event.type());
        }
        return payload;
    }
}
