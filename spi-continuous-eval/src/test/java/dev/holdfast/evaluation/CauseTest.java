package dev.holdfast.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.risk.response.Initiator;
import dev.holdfast.risk.response.RevocationOrder;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CauseTest {

    private static final Instant AT = Instant.ofEpochSecond(1_700_000_000);
    private static final Whom SESSION = Whom.session(Optional.of("u1"), "s1");

    @ParameterizedTest
    @CsvSource({
        "POLICY, DECISION, policy",
        "ADMIN, SESSION_DELETED, admin",
        "SYSTEM, SIGNAL, system",
        "USER, LOGOUT, user"
    })
    void revocation_byAnybody_saysWhoAndWhy(Initiator initiator, Trigger trigger, String entity) {
        RevocationOrder order = new RevocationOrder("t1", AT, initiator, "ci-runner", "s1", "u1", "laptop lost");

        Cause cause = Cause.of(order, SESSION);

        assertThat(cause.trigger()).isEqualTo(trigger);
        assertThat(EventPlan.of("https://kc.example/realms/r", cause))
                .singleElement()
                .satisfies(event -> assertThat(event.payload())
                        .containsEntry("initiating_entity", entity)
                        .containsEntry("reason_admin", Map.of("en", "laptop lost")));
    }
}
