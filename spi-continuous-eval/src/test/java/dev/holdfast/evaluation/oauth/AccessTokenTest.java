package dev.holdfast.evaluation.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokenTest {

    private static final Instant ASKED = Instant.ofEpochSecond(1_800_000_000L);

    /** A fifth of the lifetime, at most half a minute, is left for the way; nothing is used for more than an hour. */
    @ParameterizedTest
    @CsvSource({"60,48", "300,270", "5,4", "0,0", "-7,0", "3600,3570", "999999999,3600"})
    void token_withALifetime_isUsedUntilShortlyBeforeItsEnd(long expiresIn, long used) throws Exception {
        AccessToken token = AccessToken.of(
                200, Map.of("access_token", "t", "token_type", "bearer", "expires_in", expiresIn), ASKED);

        assertThat(Duration.between(ASKED, token.usableUntil())).isEqualTo(Duration.ofSeconds(used));
    }

    @Test
    void token_withoutALifetime_isUsedForLessThanAMinute() throws Exception {
        AccessToken token = AccessToken.of(200, Map.of("access_token", "t", "token_type", "Bearer"), ASKED);

        assertThat(Duration.between(ASKED, token.usableUntil())).isEqualTo(Duration.ofSeconds(48));
    }

    /** The value goes into a header: what could end it there is no token. */
    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\r\nX-Evil: 1", "a,b", "ä"})
    void token_thatIsNone_isRefused(String value) {
        assertThatThrownBy(() -> AccessToken.of(200, Map.of("access_token", value, "token_type", "Bearer"), ASKED))
                .isInstanceOf(TokenUnavailableException.class);
    }

    @Test
    void token_ofAnotherType_isRefused() {
        assertThatThrownBy(() -> AccessToken.of(200, Map.of("access_token", "t", "token_type", "DPoP"), ASKED))
                .isInstanceOf(TokenUnavailableException.class);
        assertThatThrownBy(() -> AccessToken.of(200, Map.of("access_token", "t"), ASKED))
                .isInstanceOf(TokenUnavailableException.class);
    }

    @Test
    void refusal_ofTheEndpoint_saysItsCodeAndNothingElse() {
        assertThatThrownBy(() -> AccessToken.of(
                        401,
                        Map.of("error", "invalid_client\n", "error_description", "the secret s3cret is wrong"),
                        ASKED))
                .hasMessage("the token endpoint answers HTTP 401 invalid_client?");
    }

    /** RFC 6749 section 2.3.1: a colon or a plus in the id or the secret must not be read as something else. */
    @Test
    void grant_byBasic_encodesBothPartsAsAForm() {
        ClientGrant grant =
                new ClientGrant("https://as.example/token", "a:b", "p+ %", "", ClientGrant.Method.CLIENT_SECRET_BASIC);

        assertThat(grant.authorization()).contains("Basic YSUzQWI6cCUyQislMjU=");
        assertThat(grant.parameters()).containsExactly(Map.entry("grant_type", "client_credentials"));
    }

    @Test
    void grant_byPost_hasTheSecretInTheBodyOnly() {
        ClientGrant grant = new ClientGrant(
                "https://as.example/token", "a", "secret", "events", ClientGrant.Method.CLIENT_SECRET_POST);

        assertThat(grant.authorization()).isEqualTo(Optional.empty());
        assertThat(grant.parameters())
                .containsEntry("client_id", "a")
                .containsEntry("client_secret", "secret")
                .containsEntry("scope", "events");
    }

    @Test
    void texts_nameNoSecret() {
        ClientGrant grant = new ClientGrant("u", "a", "s3cret", "", ClientGrant.Method.CLIENT_SECRET_POST);

        assertThat(new Credential.Token(grant) + " " + new Credential.Header("s3cret")
                        + new AccessToken("s3cret", ASKED))
                .doesNotContain("s3cret");
    }
}
