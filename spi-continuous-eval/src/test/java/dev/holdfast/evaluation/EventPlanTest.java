package dev.holdfast.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.events.EventType;
import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.events.SubjectIdentifier.IssSub;
import dev.holdfast.risk.decision.RiskLevel;
import dev.holdfast.risk.response.Findings;
import dev.holdfast.risk.response.Initiator;
import dev.holdfast.risk.signal.Evidence;
import dev.holdfast.risk.signal.Signal;
import dev.holdfast.risk.signal.Signals;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EventPlanTest {

    private static final String ISSUER = "https://kc.example/realms/r";
    private static final Instant AT = Instant.ofEpochSecond(1_700_000_000, 999_000_000);
    private static final Whom SESSION = Whom.session(Optional.of("u1"), "s1").at("ci-runner");

    private static final KeyThumbprint KEY = KeyThumbprint.dpop("A".repeat(43));
    private static final Findings FINDINGS = new Findings(
            7.128,
            RiskLevel.HIGH,
            List.of(new Evidence("network-step", Evidence.Group.NETWORK, 7.128, "another owner", false)),
            Optional.of(KEY));

    private static Change said(Trigger trigger) {
        return switch (trigger) {
            case CLIENT_CREDENTIAL, USER_CREDENTIAL -> new Change.Credential("client-secret", "update");
            case USER_CLAIMS, CLIENT_CLAIMS -> new Change.Claims(Map.of("scope", "a"));
            case RISK_LEVEL -> new Change.Level(RiskLevel.LOW, RiskLevel.MEDIUM);
            case TOKEN_REVOKED -> new Change.Token("jti-1");
            default -> new Change.None();
        };
    }

    private static Cause cause(Trigger trigger) {
        return Cause.of(trigger, AT, Initiator.ADMIN, SESSION).with(said(trigger));
    }

    @ParameterizedTest
    @EnumSource(Trigger.class)
    void plan_anyTrigger_hasItsEventsInWholeSecondsWithAReason(Trigger trigger) {
        List<PlannedEvent> events = EventPlan.of(ISSUER, cause(trigger));
        assertThat(events).extracting(PlannedEvent::type).containsExactlyElementsOf(trigger.events());
        assertThat(events)
                .allSatisfy(event -> assertThat(event.payload())
                        .containsEntry("event_timestamp", 1_700_000_000L)
                        .containsEntry("initiating_entity", "admin")
                        .containsEntry("reason_admin", Map.of("en", trigger.what())));
    }

    @ParameterizedTest
    @EnumSource(
            value = Trigger.class,
            names = {"CLIENT_CREDENTIAL", "USER_CREDENTIAL", "USER_CLAIMS", "CLIENT_CLAIMS", "RISK_LEVEL"})
    void plan_withoutWhatItNeeds_isRefused(Trigger trigger) {
        Cause incomplete = Cause.of(trigger, AT, Initiator.ADMIN, SESSION);
        assertThatThrownBy(() -> EventPlan.of(ISSUER, incomplete)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void subject_session_namesUserSessionAndClientTogether() {
        assertThat(subject(SESSION))
                .containsEntry("format", "complex")
                .containsEntry("user", Map.of("format", "iss_sub", "iss", ISSUER, "sub", "u1"))
                .containsEntry("session", Map.of("format", "opaque", "id", "s1"))
                .containsEntry("application", Map.of("format", "opaque", "id", "ci-runner"));
    }

    @Test
    void subject_user_hasNoSession() {
        assertThat(subject(Whom.user("u1"))).containsOnlyKeys("format", "user");
    }

    @Test
    void subject_sessionless_isTheKeyAtTheClient() {
        KeyThumbprint key = KeyThumbprint.fromUri("urn:ietf:params:oauth:jwk-thumbprint:sha-256:" + "A".repeat(43))
                .orElseThrow();
        assertThat(subject(Whom.client("ci-runner").holding(key)))
                .containsOnlyKeys("format", "application", "device")
                .containsEntry("device", Map.of("format", "uri", "uri", key.toUri()));
    }

    @Test
    void subject_token_isItsId() {
        assertThat(EventPlan.of(ISSUER, cause(Trigger.TOKEN_REVOKED))
                        .get(0)
                        .subject()
                        .toMap())
                .isEqualTo(Map.of("format", "jwt_id", "iss", ISSUER, "jti", "jti-1"));
    }

    @Test
    void subject_nobody_cannotBeSaid() {
        assertThatThrownBy(() -> new Whom(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void payload_ofCredential_saysTypeAndChange() {
        assertThat(EventPlan.of(ISSUER, cause(Trigger.CLIENT_CREDENTIAL)).get(0).payload())
                .containsEntry("credential_type", "client-secret")
                .containsEntry("change_type", "update");
    }

    @Test
    void payload_ofRiskLevel_saysWhoseFromWhatToWhat() {
        assertThat(EventPlan.of(ISSUER, cause(Trigger.RISK_LEVEL)))
                .singleElement()
                .satisfies(event -> assertThat(event.payload())
                        .containsEntry("principal", "SESSION")
                        .containsEntry("previous_level", "LOW")
                        .containsEntry("current_level", "MEDIUM"));
    }

    /** Recommended (CAEP 1.0 section 3.8); the names of signals are for the administrator. */
    @ParameterizedTest
    @CsvSource({"LOW,MEDIUM,deviate", "LOW,HIGH,deviate", "HIGH,LOW,as usual", "MEDIUM,LOW,as usual"})
    void riskLevelChange_saysWhyAndNamesNoSignal(RiskLevel previous, RiskLevel current, String word) {
        Cause cause =
                Cause.of(Trigger.RISK_LEVEL, AT, Initiator.POLICY, SESSION).with(new Change.Level(previous, current));

        String reason =
                String.valueOf(EventPlan.of(ISSUER, cause).get(0).payload().get("risk_reason"));

        assertThat(reason).contains(word);
        assertThat(Signals.all()).extracting(Signal::name).noneMatch(reason::contains);
    }

    @Test
    void payload_ofCompromise_saysTheTypeOnly() {
        assertThat(EventPlan.of(ISSUER, cause(Trigger.COMPROMISE)).get(0).payload())
                .containsKey("credential_type")
                .doesNotContainKey("change_type");
    }

    @Test
    void plan_ofDisabledUser_tellsTheAccountAndItsSessions() {
        assertThat(EventPlan.of(ISSUER, cause(Trigger.USER_DISABLED)))
                .extracting(PlannedEvent::type)
                .containsExactly(EventType.ACCOUNT_DISABLED, EventType.SESSION_REVOKED);
    }

    @ParameterizedTest
    @CsvSource({
        // form, user, session, client, key -> revocation named, other event named
        "iss_sub,            u1, ,   ,   false, u1, u1",
        "iss_sub,            u1, s1, ,   false, -,  -",
        "iss_sub,            u1, s1, c1, false, -,  -",
        "iss_sub,            u1, ,   c1, false, -,  u1",
        "iss_sub,            ,   ,   c1, false, -,  -",
        "iss_sub,            ,   ,   c1, true,  -,  -",
        "iss_sub,            u1, ,   ,   true,  -,  -",
        "iss_sub-whole-user, u1, s1, c1, false, u1, -",
        "iss_sub-whole-user, u1, ,   ,   true,  u1, -",
        "iss_sub-whole-user, ,   ,   c1, true,  -,  -",
    })
    void subject_issSub_isTheUserOrNobody(
            String form, String user, String session, String client, boolean key, String revoked, String other) {
        StreamProfile profile = new StreamProfile(false, StreamProfile.Subjects.of(form));
        Whom whom = new Whom(
                Optional.ofNullable(user),
                Optional.ofNullable(session),
                Optional.ofNullable(client),
                key ? Optional.of(KEY) : Optional.empty());

        assertThat(users(Trigger.LOGOUT, whom, profile)).isEqualTo(revoked);
        assertThat(users(Trigger.COMPROMISE, whom, profile)).isEqualTo(other);
    }

    /** An expiry is no theft, and the user may have sessions that live. */
    @Test
    void subject_ofAnExpiry_isNeverTheWholeUser() {
        Whom whom = Whom.session(Optional.of("u1"), "s1");
        for (String form : List.of("iss_sub", "iss_sub-whole-user")) {
            StreamProfile profile = new StreamProfile(false, StreamProfile.Subjects.of(form));
            assertThat(users(Trigger.EXPIRY, whom, profile)).as(form).isEqualTo("-");
        }
    }

    @Test
    void subject_issSub_saysNoToken() {
        for (String form : List.of("iss_sub", "iss_sub-whole-user")) {
            StreamProfile profile = new StreamProfile(false, StreamProfile.Subjects.of(form));
            assertThat(EventPlan.of(ISSUER, cause(Trigger.TOKEN_REVOKED), profile))
                    .isEmpty();
        }
    }

    @Test
    void subjects_unknownWord_areComplex() {
        assertThat(StreamProfile.Subjects.of("ISS_SUB")).isEqualTo(StreamProfile.Subjects.COMPLEX);
        assertThat(StreamProfile.Subjects.of(null)).isEqualTo(StreamProfile.Subjects.COMPLEX);
    }

    @Test
    void evidence_isToldToThoseChosenOnly() {
        Cause cause = cause(Trigger.DECISION).by(Optional.of(FINDINGS));

        assertThat(EventPlan.of(ISSUER, cause).get(0).payload()).doesNotContainKey(EventPlan.EVIDENCE);
        StreamProfile chosen = new StreamProfile(true, StreamProfile.Subjects.COMPLEX);
        assertThat(EventPlan.of(ISSUER, cause, chosen).get(0).payload())
                .containsEntry(
                        EventPlan.EVIDENCE,
                        Map.of(
                                "score_nats",
                                7.13,
                                "level",
                                "HIGH",
                                "reasons",
                                List.of(Map.of("signal", "network-step", "text", "another owner")),
                                "key",
                                KEY.toUri()));
        assertThat(EventPlan.of(ISSUER, cause(Trigger.LOGOUT), chosen).get(0).payload())
                .as("no decision")
                .doesNotContainKey(EventPlan.EVIDENCE);
    }

    @Test
    void concerns_strangerAudienceAndAll() {
        TrustChange change = new TrustChange(cause(Trigger.LOGOUT), Set.of("api", "ci-runner"));
        assertThat(change.concerns(Set.of("api"), false)).isTrue();
        assertThat(change.concerns(Set.of("stranger"), false)).isFalse();
        assertThat(change.concerns(Set.of("stranger"), true)).isTrue();
        assertThat(new TrustChange(cause(Trigger.LOGOUT), Set.of()).concerns(Set.of("api"), false))
                .isFalse();
    }

    private static String users(Trigger trigger, Whom whom, StreamProfile profile) {
        return EventPlan.of(ISSUER, Cause.of(trigger, AT, Initiator.POLICY, whom), profile).stream()
                .map(event -> event.subject() instanceof IssSub named ? named.sub() : "wider")
                .findFirst()
                .orElse("-");
    }

    private static Map<String, Object> subject(Whom whom) {
        return EventPlan.of(ISSUER, Cause.of(Trigger.LOGOUT, AT, Initiator.USER, whom))
                .get(0)
                .subject()
                .toMap();
    }
}
