package dev.holdfast.binding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.binding.ProofPolicy.Fault;
import dev.holdfast.binding.ProofPolicy.Proof;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProofPolicyTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:30.900Z");
    private final ProofPolicy policy =
            new ProofPolicy(Set.of("ES256", "PS256"), Duration.ofSeconds(10), Duration.ofSeconds(5));

    @ParameterizedTest
    @CsvSource({
        "ES256, 0, 0, ",
        "RS256, 2048, 0, ALGORITHM",
        "es256, 0, 0, ALGORITHM",
        "none, 0, 0, ALGORITHM",
        "PS256, 2048, 0, ",
        "PS256, 2047, 0, SHORT_KEY",
        "PS256, 1024, 0, SHORT_KEY",
        "ES256, 0, 10, ",
        "ES256, 0, 11, TOO_OLD",
        "ES256, 0, -5, ",
        "ES256, 0, -6, IN_THE_FUTURE"
    })
    void fault_proof_isAcceptedOrNamed(String algorithm, int rsaBits, long ageSeconds, Fault fault) {
        Instant issuedAt = Instant.parse("2026-01-01T00:00:30Z").minusSeconds(ageSeconds);
        assertThat(policy.fault(new Proof(algorithm, rsaBits, issuedAt), NOW)).isEqualTo(Optional.ofNullable(fault));
    }
}
