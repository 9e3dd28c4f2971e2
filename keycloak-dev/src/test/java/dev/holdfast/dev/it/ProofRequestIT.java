package dev.holdfast.dev.it;

import dev.holdfast.dev.it.ProofBench.Try;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The request that a proof is for: htm and htu (RFC 9449 section 4.3 items 8 and 9). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProofRequestIT {

    private final ProofBench bench = new ProofBench();

    @AfterAll
    void deleteRealm() {
        bench.close();
    }

    static Stream<Try> same() {
        return Stream.of(
                uri("DP-12", "with a query", uri -> uri + "?a=b"),
                uri("DP-12", "with a fragment", uri -> uri + "#f"),
                uri("DP-12", "with both", uri -> uri + "?a=b&c=d#f"),
                uri("DP-12", "with a template in the query", uri -> uri + "?%7Bx%7D"),
                uri("DP-13", "upper-case scheme", uri -> uri.replace("http:", "HTTP:")));
    }

    /** RFC 9449 section 4.3: SHOULD be accepted. Keycloak compares more strictly; what it cannot read is not excused. */
    static Stream<Try> sameOnlyAfterNormalising() {
        return Stream.of(
                uri("DP-13", "percent-encoded", uri -> uri.replace("openid-connect", "openid%2Dconnect")),
                uri("DP-13", "dot segments", uri -> uri.replace("/token", "/x/../token")));
    }

    static Stream<Try> different() {
        return Stream.of(
                uri("DP-12", "another path", uri -> uri.replace("/token", "/userinfo")),
                uri("DP-12", "a trailing slash", uri -> uri + "/"),
                uri("DP-12", "another realm", uri -> uri.replace("/realms/it-", "/realms/xx-")),
                uri("DP-12", "another name of the host", uri -> uri.replace("127.0.0.1", "localhost")),
                uri("DP-12", "another scheme", uri -> uri.replace("http:", "https:")),
                uri("DP-12", "another port", uri -> uri.replaceFirst(":\\d+/", ":1/")),
                uri("DP-12", "no port", uri -> uri.replaceFirst(":\\d+/", "/")),
                uri("DP-12", "a user", uri -> uri.replace("http://", "http://me@")),
                uri("DP-12", "upper-case path", uri -> uri.replace("/token", "/TOKEN")),
                uri("DP-12", "only the path", uri -> uri.replaceFirst("http://[^/]+", "")),
                uri("DP-12", "a URN", uri -> "urn:example:a"),
                uri("DP-12", "a mail address", uri -> "mailto:a@example.org"),
                uri("DP-12", "no URI", uri -> "http://[::"),
                uri("DP-12", "a broken escape", uri -> uri + "%zz"),
                uri("DP-12", "a template", uri -> uri + "{x}"),
                uri("DP-12", "an escaped template", uri -> uri + "%7Bx%7D"),
                uri("DP-12", "no host", uri -> "http:///"),
                uri("DP-12", "only a scheme", uri -> "http:"));
    }

    @ParameterizedTest
    @MethodSource("same")
    void proof_forTheSameRequestWrittenDifferently_isAccepted(Try row) {
        bench.assertAccepted(row);
    }

    @ParameterizedTest
    @MethodSource("sameOnlyAfterNormalising")
    void proof_forTheSameRequestAfterNormalising_isRefusedInOrder(Try row) {
        bench.assertRefused(row);
    }

    @ParameterizedTest
    @MethodSource("different")
    void proof_forAnotherRequest_isRefused(Try row) {
        bench.assertRefused(row);
    }

    @ParameterizedTest
    @ValueSource(strings = {"post", "Post", "GET", "PUT", "HEAD", "POST ", "P", "POST, GET"})
    void proof_forAnotherMethod_isRefused(String method) {
        bench.assertRefused(new Try(
                "DP-11", method, b -> b.good().claims(c -> c.put("htm", method)).signed()));
    }

    private static Try uri(String id, String what, UnaryOperator<String> change) {
        return new Try(
                id,
                what.toLowerCase(Locale.ROOT),
                b -> b.good()
                        .claims(c -> c.put("htu", change.apply(b.endpoint().toString())))
                        .signed());
    }
}
