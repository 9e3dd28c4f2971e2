package dev.holdfast.evaluation.keycloak.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.evaluation.Trigger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.events.EventType;

class SessionSightingsTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "authorization_code, CODE_TO_TOKEN, ESTABLISHED",
        "client_credentials, CLIENT_LOGIN, ESTABLISHED",
        "password, LOGIN, ESTABLISHED",
        "token-exchange, TOKEN_EXCHANGE, ESTABLISHED",
        "device_code, OAUTH2_DEVICE_CODE_TO_TOKEN, ESTABLISHED",
        "ciba, AUTHREQID_TO_TOKEN, ESTABLISHED",
        "jwt-bearer, JWT_AUTHORIZATION_GRANT, ESTABLISHED",
        "refresh_token, REFRESH_TOKEN, PRESENTED"
    })
    void trigger_eventOfAGrant_isASighting(String grant, EventType type, Trigger trigger) {
        assertThat(SessionSightings.trigger(type)).as(grant).contains(trigger);
    }

    @ParameterizedTest
    @CsvSource({"LOGIN_ERROR", "CODE_TO_TOKEN_ERROR", "REFRESH_TOKEN_ERROR", "LOGOUT", "USER_SESSION_DELETED"})
    void trigger_anythingElse_isNone(EventType type) {
        assertThat(SessionSightings.trigger(type)).isEmpty();
    }
}
