package dev.holdfast.dev.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenAnswerTest {

    @Test
    void issuedTokens_areDecoded() {
        String token = jwt("{\"sid\":\"s1\",\"cnf\":{\"jkt\":\"k1\"}}");

        TokenAnswer answer = answer(
                200,
                "{\"access_token\":\"" + token + "\",\"refresh_token\":\"" + token
                        + "\",\"token_type\":\"DPoP\",\"expires_in\":300}");

        assertThat(answer.isIssued()).isTrue();
        assertThat(answer.boundTo()).isEqualTo("k1");
        assertThat(answer.refreshBoundTo()).isEqualTo("k1");
        assertThat(answer.session()).isEqualTo("s1");
        assertThat(answer.expiresIn()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void refusal_isShortAndHasNoTokens() {
        TokenAnswer answer = answer(400, "{\"error\":\"invalid_grant\",\"error_description\":\"no\"}");

        assertThat(answer.isIssued()).isFalse();
        assertThat(answer.summary()).isEqualTo("400 invalid_grant");
        assertThat(answer.boundTo()).isEmpty();
    }

    @Test
    void answerThatIsNoJson_isARefusalWithoutACode() {
        assertThat(answer(502, "<html>").summary()).isEqualTo("502");
    }

    @Test
    void tokensAndSecrets_areNeverPrinted() {
        String token = jwt("{}");

        assertThat(answer(200, "{\"access_token\":\"" + token + "\"}").toString())
                .doesNotContain(token);
        assertThat(TokenCall.refresh(token).as(new Credentials("c", "s3cret")).toString())
                .doesNotContain(token, "s3cret");
        assertThat(new Credentials("c", "s3cret").toString()).doesNotContain("s3cret");
    }

    private static TokenAnswer answer(int status, String body) {
        HttpHeaders headers = HttpHeaders.of(Map.of("A", List.of("b")), (name, value) -> true);
        return TokenAnswer.of(new HttpAnswer(status, headers, body));
    }

    private static String jwt(String payload) {
        return "e30."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(payload.getBytes(StandardCharsets.UTF_8))
                + ".sig";
    }
}
