package dev.holdfast.binding;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a DPoP proof has to be beyond what Keycloak asks: narrower, never wider.
 *
 * @param algorithms the accepted {@code alg} values
 * @param maxAge how old a proof may be, at most 23 s
 * @param maxClockSkew how far in the future a proof may be issued, at most 15 s
 */
public record ProofPolicy(Set<String> algorithms, Duration maxAge, Duration maxClockSkew) {

    /** Shorter RSA keys are not accepted (RFC 7518 section 3.3). */
    public static final int LEAST_RSA_BITS = 2048;

    public ProofPolicy {
        algorithms = Set.copyOf(algorithms);
    }

    /**
     * A proof that Keycloak has verified.
     *
     * @param algorithm its {@code alg}
     * @param rsaBits the length of its RSA key, 0 for other keys
     * @param issuedAt its {@code iat}
     */
    public record Proof(String algorithm, int rsaBits, Instant issuedAt) {}

    /** Why a proof is not accepted. */
    public enum Fault {
        /** Its algorithm is not accepted. */
        ALGORITHM("The algorithm of the DPoP proof is not accepted"),
        /** Its RSA key is too short. */
        SHORT_KEY("The RSA key of the DPoP proof is too short"),
        /** It is too old. */
        TOO_OLD("The DPoP proof is too old"),
        /** It was issued too far in the future. */
        IN_THE_FUTURE("The DPoP proof is issued in the future");

        private final String description;

        Fault(String description) {
            this.description = description;
        }

        /**
         * The fault in words for the caller.
         *
         * @return an {@code error_description}
         */
        public String description() {
            return description;
        }
    }

    /**
     * Checks a proof. {@code iat} has whole seconds, so the last second of the age counts as in.
     *
     * @param proof the proof
     * @param now the time
     * @return the fault, or empty if the proof is accepted
     */
    public Optional<Fault> fault(Proof proof, Instant now) {
        if (!algorithms.contains(proof.algorithm())) {
            return Optional.of(Fault.ALGORITHM);
        }
        if (proof.rsaBits() > 0 && proof.rsaBits() < LEAST_RSA_BITS) {
            return Optional.of(Fault.SHORT_KEY);
        }
        long age = now.getEpochSecond() - proof.issuedAt().getEpochSecond();
        if (age > maxAge.toSeconds()) {
            return Optional.of(Fault.TOO_OLD);
        }
        return -age > maxClockSkew.toSeconds() ? Optional.of(Fault.IN_THE_FUTURE) : Optional.empty();
    }
}
