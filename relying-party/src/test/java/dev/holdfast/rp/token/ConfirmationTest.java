package dev.holdfast.rp.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.rp.testing.TestCertificates;
import dev.holdfast.rp.testing.TestClock;
import dev.holdfast.rp.testing.TestIssuer;
import dev.holdfast.rp.testing.TestWorkload;
import dev.holdfast.rp.token.VerificationException.Reason;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 9449 section 7, RFC 8705 section 3: under which scheme and with which keys a token may be used. */
class ConfirmationTest {

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final TestWorkload WORKLOAD = new TestWorkload();
    private static final TestWorkload THIEF = new TestWorkload();
    private static final String API = "https://api.example/a";

    private final TestClock clock = new TestClock();
    private final BoundTokenVerifier verifier = builder().build();
    private final String token = token(WORKLOAD.confirmation());

    private BoundTokenVerifierBuilder builder() {
        return BoundTokenVerifier.forIssuer(TestIssuer.ISSUER, ISSUER.keys())
                .audience(TestIssuer.AUDIENCE)
                .clock(clock);
    }

    private String token(Object confirmation) {
        return ISSUER.accessToken(clock.instant()).claim("cnf", confirmation).sign();
    }

    private static ApiRequest request(List<String> authorization, List<String> dpop) {
        return new ApiRequest("GET", URI.create(API + "?q=1"), authorization, dpop, Optional.empty());
    }

    private static Optional<Reason> refusal(BoundTokenVerifier verifier, ApiRequest request) {
        try {
            verifier.verify(request);
            return Optional.empty();
        } catch (VerificationException e) {
            return Optional.of(e.reason());
        }
    }

    private Optional<Reason> refusalOf(Object confirmation, String scheme, Optional<X509Certificate> certificate) {
        String bound = token(confirmation);
        String proof = WORKLOAD.proof("GET", API, bound, clock.instant()).sign();
        return refusal(
                verifier,
                new ApiRequest("GET", URI.create(API), List.of(scheme + " " + bound), List.of(proof), certificate));
    }

    static Stream<Arguments> confirmations() {
        String jkt = WORKLOAD.thumbprint().value();
        String x5t = TestCertificates.thumbprint(TestCertificates.workloadA());
        Optional<X509Certificate> none = Optional.empty();
        Optional<X509Certificate> a = Optional.of(TestCertificates.workloadA());
        Optional<X509Certificate> b = Optional.of(TestCertificates.workloadB());
        return Stream.of(
                arguments(Map.of("jkt", jkt), "DPoP", none, null),
                arguments(Map.of("jkt", jkt), "dpop", none, null),
                arguments(Map.of("jkt", jkt, "kc-jkt-type", "x"), "DPOP", a, null),
                arguments(Map.of("jkt", jkt), "Bearer", none, Reason.BOUND_TOKEN_AS_BEARER),
                arguments(Map.of("jkt", jkt), "bearer", a, Reason.BOUND_TOKEN_AS_BEARER),
                arguments(Map.of("jkt", jkt), "Basic", none, Reason.NO_CREDENTIALS),
                arguments(Map.of("jkt", THIEF.thumbprint().value()), "DPoP", none, Reason.KEY_MISMATCH),
                arguments(Map.of("x5t#S256", x5t), "Bearer", a, null),
                arguments(Map.of("x5t#S256", x5t), "Bearer", b, Reason.CERTIFICATE_MISMATCH),
                arguments(Map.of("x5t#S256", x5t), "Bearer", none, Reason.CERTIFICATE_MISMATCH),
                arguments(Map.of("x5t#S256", x5t), "DPoP", a, Reason.NOT_A_DPOP_TOKEN),
                arguments(Map.of("jkt", jkt, "x5t#S256", x5t), "DPoP", a, null),
                arguments(Map.of("jkt", jkt, "x5t#S256", x5t), "DPoP", b, Reason.CERTIFICATE_MISMATCH),
                arguments(Map.of("jkt", jkt, "x5t#S256", x5t), "Bearer", a, Reason.BOUND_TOKEN_AS_BEARER),
                arguments(Map.of("jkt", THIEF.thumbprint().value(), "x5t#S256", x5t), "DPoP", a, Reason.KEY_MISMATCH),
                arguments(Map.of(), "DPoP", none, Reason.UNKNOWN_CONFIRMATION),
                arguments(Map.of(), "Bearer", none, Reason.UNKNOWN_CONFIRMATION),
                arguments(Map.of("jwk", Map.of()), "Bearer", none, Reason.UNKNOWN_CONFIRMATION),
                arguments(Map.of("jkt", "short"), "DPoP", none, Reason.UNKNOWN_CONFIRMATION),
                arguments(Map.of("jkt", 7), "DPoP", none, Reason.UNKNOWN_CONFIRMATION),
                arguments("text", "DPoP", none, Reason.UNKNOWN_CONFIRMATION),
                arguments(List.of(), "Bearer", none, Reason.UNKNOWN_CONFIRMATION));
    }

    @ParameterizedTest
    @MethodSource("confirmations")
    void verify_confirmation_isHonoured(
            Object confirmation, String scheme, Optional<X509Certificate> certificate, @Nullable Reason reason) {
        assertThat(refusalOf(confirmation, scheme, certificate)).isEqualTo(Optional.ofNullable(reason));
    }

    @Test
    void verify_tokenBoundToNothing_isRefusedUnlessAllowed() {
        String unbound = ISSUER.accessToken(clock.instant()).sign();
        ApiRequest bearer = request(List.of("Bearer " + unbound), List.of());
        assertThat(refusal(verifier, bearer)).contains(Reason.NOT_BOUND);
        BoundTokenVerifier relaxed = builder().allowBearer().build();
        assertThat(refusal(relaxed, bearer)).isEmpty();
        assertThat(refusal(relaxed, request(List.of("DPoP " + unbound), List.of("a.b.c"))))
                .contains(Reason.NOT_A_DPOP_TOKEN);
        assertThat(refusal(relaxed, request(List.of("Bearer " + token), List.of("a.b.c"))))
                .contains(Reason.BOUND_TOKEN_AS_BEARER);
        assertThat(refusal(relaxed, request(List.of("Bearer " + token(Map.of())), List.of())))
                .contains(Reason.UNKNOWN_CONFIRMATION);
    }
}
