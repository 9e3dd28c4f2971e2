package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import dev.holdfast.dev.client.HttpAnswer;
import dev.holdfast.dev.it.ProofBench.Try;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a proof is made of: header, claims and their types (RFC 9449 section 4.2), one JWT (section 4.3). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProofSyntaxIT {

    private final ProofBench bench = new ProofBench();

    @AfterAll
    void deleteRealm() {
        bench.close();
    }

    static Stream<Try> headers() {
        return Stream.of(
                new Try(
                        "DP-01",
                        "no typ",
                        b -> b.good().header(h -> h.remove("typ")).signed()),
                new Try(
                        "DP-01",
                        "typ of a JWT",
                        b -> b.good().header(h -> h.put("typ", "JWT")).signed()),
                new Try(
                        "DP-01",
                        "typ a number",
                        b -> b.good().header(h -> h.put("typ", 1)).signed()),
                new Try(
                        "DP-01",
                        "typ an object",
                        b -> b.good().header(h -> h.putObject("typ")).signed()),
                new Try(
                        "DP-01",
                        "no alg",
                        b -> b.good().header(h -> h.remove("alg")).signed()),
                new Try(
                        "DP-01",
                        "alg unknown",
                        b -> b.good().header(h -> h.put("alg", "XX256")).signed()),
                new Try(
                        "DP-02",
                        "alg none",
                        b -> b.good().header(h -> h.put("alg", "none")).unsigned()),
                new Try(
                        "DP-02",
                        "alg nOnE",
                        b -> b.good().header(h -> h.put("alg", "nOnE")).unsigned()),
                new Try(
                        "DP-02",
                        "alg none, signed",
                        b -> b.good().header(h -> h.put("alg", "none")).signed()),
                new Try("DP-02", "alg HS256, secret is the public key", ProofSyntaxIT::mac),
                new Try("DP-06", "no signature", b -> b.good().unsigned()),
                new Try(
                        "DP-08",
                        "header is no JSON",
                        b -> "bm90LWpzb24." + rest(b.good().signed())),
                new Try(
                        "DP-08",
                        "header is an array",
                        b -> "W10." + rest(b.good().signed())),
                new Try(
                        "DP-08",
                        "header is null",
                        b -> "bnVsbA." + rest(b.good().signed())),
                new Try(
                        "DP-22",
                        "crit unknown",
                        b -> b.good()
                                .header(h -> h.put("exp", 1).putArray("crit").add("exp"))
                                .signed()),
                new Try(
                        "DP-22",
                        "crit empty",
                        b -> b.good().header(h -> h.putArray("crit")).signed()));
    }

    static Stream<Try> claims() {
        return Stream.of("jti", "htm", "htu", "iat")
                .flatMap(claim -> Stream.of(
                        new Try(
                                "DP-04",
                                "no " + claim,
                                b -> b.good().claims(c -> c.remove(claim)).signed()),
                        new Try(
                                "DP-04",
                                claim + " null",
                                b -> b.good().claims(c -> c.putNull(claim)).signed()),
                        new Try(
                                "DP-04",
                                claim + " empty",
                                b -> b.good().claims(c -> c.put(claim, "")).signed()),
                        new Try(
                                "DP-04",
                                claim + " an array",
                                b -> b.good().claims(c -> c.putArray(claim)).signed()),
                        new Try(
                                "DP-04",
                                claim + " an object",
                                b -> b.good().claims(c -> c.putObject(claim)).signed()),
                        new Try(
                                "DP-04",
                                claim + " true",
                                b -> b.good().claims(c -> c.put(claim, true)).signed())));
    }

    static Stream<Try> otherTypes() {
        return Stream.of(
                new Try(
                        "DP-04",
                        "jti a number",
                        b -> b.good().claims(c -> c.put("jti", 4711)).signed()),
                new Try(
                        "DP-04",
                        "iat a string",
                        b -> b.good()
                                .claims(c -> c.put("iat", c.get("iat").asText()))
                                .signed()),
                new Try(
                        "DP-04",
                        "jti of blanks",
                        b -> b.good().claims(c -> c.put("jti", "   ")).signed()),
                new Try("DP-04", "payload no JSON", b -> b.good().signed("not json")),
                new Try("DP-04", "payload empty", b -> b.good().signed("")),
                new Try("DP-04", "payload an array", b -> b.good().signed("[]")),
                new Try("DP-04", "payload null", b -> b.good().signed("null")),
                new Try("DP-04", "payload deep", b -> b.good().signed("[".repeat(3000))));
    }

    static Stream<Try> shapes() {
        return Stream.of(
                new Try("DP-08", "one part", b -> "abc"),
                new Try("DP-08", "two parts", b -> cut(b.good().signed())),
                new Try("DP-08", "four parts", b -> b.good().signed() + ".AAAA"),
                new Try("DP-08", "five parts", b -> b.good().signed() + ".AAAA.AAAA"),
                new Try("DP-08", "empty", b -> ""),
                new Try("DP-08", "only dots", b -> ".."),
                new Try("DP-08", "a blank inside", b -> b.good().signed().replaceFirst("\\.", " .")),
                new Try("DP-08", "no base64", b -> "*.*.*"),
                new Try("DP-08", "signature cut", b -> shorter(b.good().signed())),
                new Try(
                        "DP-07",
                        "two proofs, one comma",
                        b -> b.good().signed() + ", " + b.good().signed()),
                new Try(
                        "DP-20",
                        "an access token",
                        b -> b.ask(b.good().signed()).accessToken()),
                new Try(
                        "DP-20",
                        "a client assertion",
                        b -> b.good()
                                .header(h -> h.put("typ", "client-authentication+jwt"))
                                .claims(c -> c.put("iss", "ci-runner").put("sub", "ci-runner"))
                                .signed()));
    }

    static Stream<Try> harmless() {
        return Stream.of(
                new Try("DP-01", "correct", b -> b.good().signed()),
                new Try(
                        "DP-22",
                        "further claims",
                        b -> b.good()
                                .claims(c -> c.put("iss", "me").put("foo", 1).putObject("bar"))
                                .signed()),
                new Try(
                        "DP-22",
                        "further header",
                        b -> b.good().header(h -> h.put("foo", "bar")).signed()),
                new Try(
                        "DP-22",
                        "kid of the realm",
                        b -> b.good().header(h -> h.put("kid", "x")).signed()));
    }

    @ParameterizedTest
    @MethodSource({"headers", "claims", "otherTypes", "shapes"})
    void proof_ofWrongMake_isRefused(Try row) {
        bench.assertRefused(row);
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void proof_withWhatIsToBeIgnored_isAccepted(Try row) {
        bench.assertAccepted(row);
    }

    @Test
    void proofs_inTwoHeaders_areRefused() {
        String one = bench.good().signed();
        String other = bench.good().signed();
        ServerLog log = bench.log();

        HttpAnswer answer = bench.askWithHeaders(one, other);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").asText()).isEqualTo(ProofBench.REFUSED_PROOF);
        log.assertQuiet(one, other);
    }

    @Test
    void proof_of64Kilobytes_isRefusedByTheServerItself() {
        String large =
                bench.good().claims(c -> c.put("pad", "x".repeat(48 << 10))).signed();
        ServerLog log = bench.log();

        HttpAnswer answer = bench.askWithHeaders(large);

        assertThat(answer.status()).isIn(List.of(400, 413, 431));
        log.assertQuiet(large);
    }

    private static String mac(ProofBench bench) {
        try {
            return bench.good().header(h -> h.put("alg", "HS256")).macWithThePublicKey();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String rest(String proof) {
        return proof.substring(proof.indexOf('.') + 1);
    }

    private static String cut(String proof) {
        return proof.substring(0, proof.lastIndexOf('.'));
    }

    private static String shorter(String proof) {
        return proof.substring(0, proof.length() - 8);
    }
}
