package dev.holdfast.evaluation.keycloak.ssf;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdfast.events.EventType;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.ssf.event.SsfEvent;
import org.keycloak.ssf.event.SsfEventValidationException;

/** {@code token-claims-change} (CAEP 1.0 section 3.2), which Keycloak's transmitter does not know by itself. */
public final class TokenClaimsChange extends SsfEvent {

    @JsonProperty("claims")
    private @Nullable Map<String, Object> claims;

    /** An event without content, for the transmitter's registry. */
    public TokenClaimsChange() {
        super(EventType.TOKEN_CLAIMS_CHANGE.uri());
    }

    @Override
    public void validate() {
        if (claims == null || claims.isEmpty()) {
            throw new SsfEventValidationException(getAlias(), "claims");
        }
    }
}
