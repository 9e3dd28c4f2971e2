package dev.holdfast.evaluation.keycloak.ssf;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdfast.events.EventType;
import org.jspecify.annotations.Nullable;
import org.keycloak.ssf.event.SsfEvent;
import org.keycloak.ssf.event.SsfEventValidationException;

/** {@code credential-compromise} (RISC 1.0 section 2.7), which Keycloak's transmitter does not know by itself. */
public final class CredentialCompromise extends SsfEvent {

    @JsonProperty("credential_type")
    private @Nullable String credentialType;

    /** An event without content, for the transmitter's registry. */
    public CredentialCompromise() {
        super(EventType.CREDENTIAL_COMPROMISE.uri());
    }

    @Override
    public void validate() {
        if (credentialType == null || credentialType.isBlank()) {
            throw new SsfEventValidationException(getAlias(), "credential_type");
        }
    }
}
