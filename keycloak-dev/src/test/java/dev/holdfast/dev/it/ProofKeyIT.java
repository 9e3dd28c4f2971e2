package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.dev.client.Json;
import dev.holdfast.dev.it.ProofBench.Try;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The key that a proof shows and is signed by (RFC 9449 section 4.3 items 5 to 7). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProofKeyIT {

    private static final JWK RSA = ProofBench.rsa(2048);
    private static final JWK P384 = ProofBench.ec(Curve.P_384);

    private final ProofBench bench = new ProofBench();

    @AfterAll
    void deleteRealm() {
        bench.close();
    }

    static Stream<Try> wrongKeys() {
        return Stream.of(
                new Try(
                        "DP-01",
                        "no jwk",
                        b -> b.good().header(h -> h.remove("jwk")).signed()),
                new Try(
                        "DP-01",
                        "jwk null",
                        b -> b.good().header(h -> h.putNull("jwk")).signed()),
                new Try(
                        "DP-01",
                        "jwk a text",
                        b -> b.good().header(h -> h.put("jwk", "key")).signed()),
                new Try(
                        "DP-01",
                        "jwk empty",
                        b -> b.good().header(h -> h.putObject("jwk")).signed()),
                new Try(
                        "DP-01",
                        "kty unknown",
                        b -> b.good().jwk(k -> k.put("kty", "XX")).signed()),
                new Try(
                        "DP-01",
                        "kty of another kind",
                        b -> b.good().jwk(k -> k.put("kty", "RSA")).signed()),
                new Try(
                        "DP-01",
                        "kty AKP",
                        b -> b.good().jwk(k -> k.put("kty", "AKP")).signed()),
                new Try(
                        "DP-01",
                        "OKP without x",
                        b -> b.good()
                                .jwk(k -> k.put("kty", "OKP")
                                        .put("crv", "Ed25519")
                                        .remove("x"))
                                .signed()),
                new Try("DP-01", "no x", b -> b.good().jwk(k -> k.remove("x")).signed()),
                new Try(
                        "DP-01",
                        "no crv",
                        b -> b.good().jwk(k -> k.remove("crv")).signed()),
                new Try(
                        "DP-01",
                        "crv unknown",
                        b -> b.good().jwk(k -> k.put("crv", "P-1")).signed()),
                new Try(
                        "DP-01",
                        "x no base64",
                        b -> b.good().jwk(k -> k.put("x", "***")).signed()),
                new Try(
                        "DP-01",
                        "x a number",
                        b -> b.good().jwk(k -> k.put("x", 1)).signed()),
                new Try(
                        "DP-01",
                        "x empty",
                        b -> b.good().jwk(k -> k.put("x", "")).signed()),
                new Try(
                        "DP-01",
                        "point not on the curve",
                        b -> b.good().jwk(k -> k.put("x", "AQ")).signed()),
                new Try(
                        "DP-01",
                        "RSA with n of zero",
                        b -> b.good(RSA, "RS256").jwk(k -> k.put("n", "AA")).signed()),
                new Try(
                        "DP-01",
                        "RSA without n",
                        b -> b.good(RSA, "RS256").jwk(k -> k.remove("n")).signed()),
                new Try(
                        "DP-03",
                        "EC with d",
                        b -> b.good().jwk(k -> k.put("d", "AQAB")).signed()),
                new Try(
                        "DP-03",
                        "RSA with d",
                        b -> b.good(RSA, "RS256").jwk(k -> k.put("d", "AQAB")).signed()),
                new Try(
                        "DP-03",
                        "RSA with p",
                        b -> b.good(RSA, "RS256").jwk(k -> k.put("p", "AQAB")).signed()),
                new Try(
                        "DP-03",
                        "a secret",
                        b -> b.good()
                                .header(h -> h.set("jwk", Json.read("{\"kty\":\"oct\",\"k\":\"AQAB\"}")))
                                .signed()),
                new Try(
                        "DP-09",
                        "ES256 with an RSA key",
                        b -> b.good(RSA, "ES256").signed()),
                new Try(
                        "DP-09",
                        "RS256 with an EC key",
                        b -> b.good().header(h -> h.put("alg", "RS256")).signed()),
                new Try("DP-09", "ES256 with P-384", b -> b.good(P384, "ES256").signed()),
                new Try(
                        "DP-09",
                        "EdDSA with an EC key",
                        b -> b.good().header(h -> h.put("alg", "EdDSA")).signed()),
                new Try(
                        "DP-09",
                        "RSA of 1024 bits",
                        b -> b.good(ProofBench.rsa(1024), "RS256").signed()),
                new Try("DP-10", "signed by another key", b -> b.good().signedBy(ProofBench.ec(Curve.P_256))),
                new Try(
                        "DP-10",
                        "signed by a key of another kind",
                        b -> b.good().signedBy(RSA)));
    }

    static Stream<Try> goodKeys() {
        return Stream.of(
                new Try("DP-38", "PS256", b -> b.good(RSA, "PS256").signed()),
                new Try("DP-38", "ES384", b -> b.good(P384, "ES384").signed()));
    }

    static Stream<Try> keysOfOtherAlgorithms() {
        return Stream.of(
                new Try("DP-09", "RS256", b -> b.good(RSA, "RS256").signed()),
                new Try(
                        "DP-09",
                        "ES512",
                        b -> b.good(ProofBench.ec(Curve.P_521), "ES512").signed()));
    }

    @ParameterizedTest
    @MethodSource("wrongKeys")
    void proof_withAKeyThatDoesNotHold_isRefused(Try row) {
        bench.assertRefused(row);
    }

    @ParameterizedTest
    @MethodSource("goodKeys")
    void proof_ofAnAlgorithmThatThePolicyNames_isAccepted(Try row) {
        bench.assertAccepted(row);
    }

    @ParameterizedTest
    @MethodSource("keysOfOtherAlgorithms")
    void proof_ofAnAlgorithmThatThePolicyLeavesOut_isRefused(Try row) {
        bench.assertRefused(row);
    }

    @Test
    void proof_thatNamesKeysElsewhere_isVerifiedWithItsOwnAndNothingIsFetched() throws IOException {
        AtomicInteger fetched = new AtomicInteger();
        HttpServer elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/", exchange -> {
            fetched.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        elsewhere.start();
        try {
            String url = "http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/keys";

            bench.assertAccepted(new Try(
                    "DP-10",
                    "jku and x5u",
                    b -> b.good().header(h -> h.put("jku", url).put("x5u", url)).signed()));
            bench.assertRefused(new Try(
                    "DP-10",
                    "only jku",
                    b -> b.good().header(h -> h.put("jku", url).remove("jwk")).signed()));

            assertThat(fetched).hasValue(0);
        } finally {
            elsewhere.stop(0);
        }
    }
}
