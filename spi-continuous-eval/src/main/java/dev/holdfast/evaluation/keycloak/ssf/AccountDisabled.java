package dev.holdfast.evaluation.keycloak.ssf;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdfast.events.EventType;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.ssf.event.SsfEvent;
import org.keycloak.ssf.event.SsfEventValidationException;

/** {@code account-disabled} (RISC 1.0 section 2.3), which Keycloak's transmitter does not know by itself. */
public final class AccountDisabled extends SsfEvent {

    private static final Set<String> REASONS = Set.of("hijacking", "bulk-account");

    @JsonProperty("reason")
    private @Nullable String reason;

    /** An event without content, for the transmitter's registry. */
    public AccountDisabled() {
        super(EventType.ACCOUNT_DISABLED.uri());
    }

    @Override
    public void validate() {
        if (reason != null && !REASONS.contains(reason)) {
            throw new SsfEventValidationException(getAlias(), "reason");
        }
    }
}
