package dev.holdfast.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.events.EventType;
import dev.holdfast.risk.response.CompromiseReport;
import dev.holdfast.risk.response.RevocationOrder;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventPlanTest {

    private static final String ISSUER = "https://kc.example/realms/r";
    private static final Instant AT = Instant.ofEpochSecond(1_700_000_000, 999_000_000);

    @Test
    void sessionRevoked_order_namesUserSessionAndClientTogether() {
        PlannedEvent event =
                EventPlan.sessionRevoked(ISSUER, new RevocationOrder(AT, "ci-runner", "s1", "u1", "a reason"));
        assertThat(event.type()).isEqualTo(EventType.SESSION_REVOKED);
        assertThat(event.subject().toMap())
                .containsEntry("format", "complex")
                .containsEntry("user", Map.of("format", "iss_sub", "iss", ISSUER, "sub", "u1"))
                .containsEntry("session", Map.of("format", "opaque", "id", "s1"))
                .containsEntry("application", Map.of("format", "opaque", "id", "ci-runner"));
    }

    @Test
    void sessionRevoked_payload_isByPolicyInWholeSecondsWithAReason() {
        PlannedEvent event =
                EventPlan.sessionRevoked(ISSUER, new RevocationOrder(AT, "ci-runner", "s1", "u1", "a reason"));
        assertThat(event.payload())
                .containsEntry("event_timestamp", 1_700_000_000L)
                .containsEntry("initiating_entity", "policy")
                .containsEntry("reason_admin", Map.of("en", "a reason"));
    }

    @Test
    void sessionRevoked_unknownUser_isNotInventedAndNotWidened() {
        PlannedEvent event =
                EventPlan.sessionRevoked(ISSUER, new RevocationOrder(AT, "ci-runner", "s1", "", "a reason"));
        assertThat(event.subject().toMap()).doesNotContainKey("user").containsKey("session");
    }

    @Test
    void credentialCompromise_report_namesTheClientAndNoSession() {
        PlannedEvent event = EventPlan.credentialCompromise(
                ISSUER, new CompromiseReport(AT, "ci-runner", "a reason"), Optional.of("u1"));
        assertThat(event.payload()).containsKey("credential_type");
        assertThat(event.subject().toMap()).containsKeys("user", "application").doesNotContainKey("session");
    }
}
