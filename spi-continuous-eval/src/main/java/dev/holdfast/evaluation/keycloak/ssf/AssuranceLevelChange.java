package dev.holdfast.evaluation.keycloak.ssf;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdfast.events.EventType;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.ssf.event.SsfEvent;
import org.keycloak.ssf.event.SsfEventValidationException;

/** {@code assurance-level-change} (CAEP 1.0 section 3.4), which Keycloak's transmitter does not know by itself. */
public final class AssuranceLevelChange extends SsfEvent {

    private static final Set<String> DIRECTIONS = Set.of("increase", "decrease");

    @JsonProperty("namespace")
    private @Nullable String namespace;

    @JsonProperty("current_level")
    private @Nullable String currentLevel;

    @JsonProperty("change_direction")
    private @Nullable String changeDirection;

    /** An event without content, for the transmitter's registry. */
    public AssuranceLevelChange() {
        super(EventType.ASSURANCE_LEVEL_CHANGE.uri());
    }

    @Override
    public void validate() {
        if (namespace == null || namespace.isBlank()) {
            throw new SsfEventValidationException(getAlias(), "namespace");
        }
        if (currentLevel == null || currentLevel.isBlank()) {
            throw new SsfEventValidationException(getAlias(), "current_level");
        }
        if (changeDirection != null && !DIRECTIONS.contains(changeDirection)) {
            throw new SsfEventValidationException(getAlias(), "change_direction");
        }
    }
}
