package dev.holdfast.evaluation.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.evaluation.delivery.DeliveryVerdict.Refused;
import dev.holdfast.evaluation.delivery.DeliveryVerdict.Unavailable;
import dev.holdfast.evaluation.delivery.DeliveryVerdict.Undeliverable;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PushAnswerTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            200,                      , Delivered
            202,                      , Delivered
            204,                      , Delivered
            400, invalid_request      , Undeliverable
            400, invalid_issuer       , Undeliverable
            400, invalid_audience     , Undeliverable
            400, invalid_state        , Undeliverable
            400, invalid_key          , Refused
            400, something_new        , Refused
            400,                      , Refused
            400, authentication_failed, Unavailable
            400, access_denied        , Unavailable
            302,                      , Unavailable
            401,                      , Unavailable
            403, invalid_request      , Unavailable
            404,                      , Unavailable
            429,                      , Unavailable
            500, invalid_request      , Unavailable
            503,                      , Unavailable
            """)
    void verdict_ofAnAnswer_followsRfc8935(int status, String err, String verdict) {
        PushAnswer answer = new PushAnswer(status, Optional.ofNullable(err), Optional.empty());

        assertThat(answer.verdict().getClass().getSimpleName()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"PT5S,PT5S", "PT-5S,PT0S", "PT24H,PT10M"})
    void verdict_withRetryAfter_isBounded(Duration asked, Duration kept) {
        PushAnswer answer = new PushAnswer(503, Optional.empty(), Optional.of(asked));

        assertThat(answer.verdict()).isEqualTo(new Unavailable("HTTP 503", Optional.of(kept)));
    }

    @Test
    void verdict_withAnErrThatForgesALogLine_isCleanAndShort() {
        PushAnswer answer = new PushAnswer(400, Optional.of("x\n2026 ERROR " + "y".repeat(500)), Optional.empty());

        assertThat(((Refused) answer.verdict()).reason()).doesNotContain("\n").hasSizeLessThan(60);
    }

    @Test
    void verdict_ofWhatNeverHeals_namesTheCode() {
        PushAnswer answer = new PushAnswer(400, Optional.of("invalid_audience"), Optional.empty());

        assertThat(answer.verdict()).isEqualTo(new Undeliverable("HTTP 400 invalid_audience"));
    }
}
