package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.util.RawValue;
import com.nimbusds.jose.jwk.Curve;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.it.ProofBench.Try;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a proof was made, and that it is used once (RFC 9449 sections 4.3 item 11 and 11.1). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProofTimeIT {

    private final ProofBench bench = new ProofBench();

    @AfterAll
    void deleteRealm() {
        bench.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -10, 10, 14, -20})
    void proof_madeSecondsFromNow_isAccepted(long seconds) {
        bench.assertAccepted(madeAt("DP-14", seconds));
    }

    @ParameterizedTest
    @ValueSource(longs = {-24, -25, -26, -60, -3600, 18, 60, 3600, -100_000_000_000L, 100_000_000_000L})
    void proof_madeOutsideOfTheWindow_isRefused(long seconds) {
        awaitTheBeginningOfASecond();
        bench.assertRefused(madeAt("DP-14", seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "0",
                "9223372036854775807",
                "-9223372036854775808",
                "9223372036854775808",
                "99999999999999999999999999",
                "1e400",
                "-1e400",
                "1e18",
                "\"now\"",
                "NaN"
            })
    void proof_madeAtNoSuchTime_isRefused(String iat) {
        bench.assertRefused(new Try(
                "DP-14",
                iat,
                b -> b.good()
                        .claims(c -> c.putRawValue("iat", new RawValue(iat)))
                        .signed()));
    }

    @Test
    void proof_madeInTheMiddleOfASecond_isAccepted() {
        bench.assertAccepted(new Try(
                "DP-14",
                "fraction",
                b -> b.good()
                        .claims(c ->
                                c.putRawValue("iat", new RawValue(c.get("iat").asText() + ".5")))
                        .signed()));
    }

    @Test
    void proof_usedTwice_isRefusedTheSecondTime() {
        String proof = bench.good().signed();
        bench.assertAccepted(new Try("DP-17", "first", b -> proof));

        bench.assertRefused(new Try("DP-17", "second", b -> proof));
    }

    @Test
    void proof_ofTheFutureUsedTwice_isRefusedTheSecondTime() {
        String proof = madeAt("DP-17", 13).make().apply(bench);
        bench.assertAccepted(new Try("DP-17", "first", b -> proof));

        bench.assertRefused(new Try("DP-17", "second", b -> proof));
    }

    @Test
    void proof_withTheIdentifierOfARefusedOne_isAccepted() {
        RawProof proof = bench.good();
        bench.assertRefused(new Try("DP-19", "bad signature", b -> proof.signedBy(ProofBench.ec(Curve.P_256))));
        bench.assertRefused(new Try(
                "DP-19",
                "bad method",
                b -> proof.claims(c -> c.put("htm", "GET")).signed()));

        bench.assertAccepted(new Try("DP-19", "good", b -> proof.signed()));
    }

    /** The checklist wishes for identifiers that are each key's own; Keycloak keeps one list for all keys. */
    @Test
    void proof_withTheIdentifierOfAnothersKey_isRefusedInOrder() {
        RawProof mine = bench.good();
        bench.assertAccepted(new Try("DP-17", "mine", b -> mine.signed()));

        bench.assertRefused(new Try(
                "DP-17",
                "another's",
                b -> b.good(ProofBench.ec(Curve.P_256), "ES256")
                        .claims(c -> c.set("jti", mine.claims().get("jti")))
                        .signed()));
    }

    @ParameterizedTest
    @ValueSource(ints = {255, 4000})
    void proof_withALongIdentifier_isAnsweredAndUsedOnce(int length) {
        String proof = bench.good()
                .claims(c -> c.put("jti", "j".repeat(length - 12) + System.nanoTime() % 1_000_000))
                .signed();
        ServerLog log = bench.log();

        TokenAnswer answer = bench.ask(proof);

        assertThat(answer.status()).isIn(200, 400);
        bench.assertRefused(new Try("DP-18", "second", b -> proof));
        log.assertQuiet(proof);
    }

    private static Try madeAt(String id, long secondsFromNow) {
        return new Try(
                id,
                secondsFromNow + " s",
                b -> b.good()
                        .claims(c -> c.put("iat", Instant.now().getEpochSecond() + secondsFromNow))
                        .signed());
    }

    /** A proof of exactly some age has to arrive within the same second. */
    private static void awaitTheBeginningOfASecond() {
        Duration left = Duration.ofMillis(1000 - System.currentTimeMillis() % 1000);
        long end = System.nanoTime() + left.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
