package dev.holdfast.evaluation.keycloak.ssf;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdfast.events.EventType;
import dev.holdfast.risk.decision.RiskLevel;
import org.jspecify.annotations.Nullable;
import org.keycloak.ssf.event.SsfEvent;
import org.keycloak.ssf.event.SsfEventValidationException;

/** {@code risk-level-change} (CAEP 1.0 section 3.8), which Keycloak's transmitter does not know by itself. */
public final class RiskLevelChange extends SsfEvent {

    @JsonProperty("principal")
    private @Nullable String principal;

    @JsonProperty("current_level")
    private @Nullable RiskLevel currentLevel;

    @JsonProperty("previous_level")
    private @Nullable RiskLevel previousLevel;

    @JsonProperty("risk_reason")
    private @Nullable String riskReason;

    /** An event without content, for the transmitter's registry. */
    public RiskLevelChange() {
        super(EventType.RISK_LEVEL_CHANGE.uri());
    }

    @Override
    public void validate() {
        if (principal == null || principal.isBlank()) {
            throw new SsfEventValidationException(getAlias(), "principal");
        }
        if (currentLevel == null) {
            throw new SsfEventValidationException(getAlias(), "current_level");
        }
        if (previousLevel == currentLevel) {
            throw new SsfEventValidationException(getAlias(), "previous_level");
        }
        if (riskReason == null || riskReason.isBlank()) {
            throw new SsfEventValidationException(getAlias(), "risk_reason");
        }
    }
}
