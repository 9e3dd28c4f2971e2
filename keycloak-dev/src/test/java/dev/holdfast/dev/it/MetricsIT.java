package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.Http;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import dev.holdfast.dev.server.RunningKeycloak;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is counted stands where Keycloak's own metrics stand. */
class MetricsIT {

    private static final Credentials RUNNER = new Credentials("ci-runner", "ci-runner-secret");

    private final RunningKeycloak server = Servers.get(OptionSet.DEFAULT);

    @Test
    void metrics_afterWhatTheyCount_haveGrown() {
        try (TestRealm realm = TestRealm.guarded(server)) {
            String allowed = "holdfast_decisions_total{decision=\"allow\",mode=\"enforce\"}";
            String breaches = "holdfast_breaches_total{kind=\"wrong_key\"}";
            String barred = "holdfast_keys_barred_total{by=\"policy\"}";
            String strangers = "holdfast_signals_total{outcome=\"authentication_failed\"}";
            double[] before = {
                value(allowed),
                value(breaches),
                value(barred),
                value(strangers),
                value("holdfast_history_seconds_count{access=\"observe\"}")
            };

            TokenAnswer tokens =
                    realm.tokens().send(TokenCall.clientCredentials().as(RUNNER).holding(DpopKey.generate()));
            realm.tokens()
                    .send(TokenCall.refresh(tokens.refreshToken()).as(RUNNER).holding(DpopKey.generate()));
            TestTransmitter.known(realm, "api", Map.of())
                    .push("no token", "application/secevent+jwt", "not the bearer of anybody");

            assertThat(value(allowed)).isGreaterThanOrEqualTo(before[0] + 1);
            assertThat(value(breaches)).isGreaterThanOrEqualTo(before[1] + 1);
            assertThat(value(barred)).isGreaterThanOrEqualTo(before[2] + 1);
            assertThat(value(strangers)).isGreaterThanOrEqualTo(before[3] + 1);
            assertThat(value("holdfast_evaluation_seconds_count")).isPositive();
            assertThat(value("holdfast_history_seconds_count{access=\"observe\"}"))
                    .isGreaterThanOrEqualTo(before[4] + 1);
            assertThat(metrics())
                    .contains("holdfast_journal_gaps_total{cause=\"buffer\"}")
                    .contains("holdfast_journal_gaps_total{cause=\"database\"}");
        }
    }

    /** The value of a series, 0 while there is none. */
    private double value(String series) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .sum();
    }

    private String metrics() {
        return Http.send(
                        Http.to(URI.create(server.managementUri() + "/metrics")).build())
                .body();
    }
}
