package dev.holdfast.rp.jwt;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.Set;
import java.util.stream.Collectors;

/** The signature algorithms that may be put on an allow-list: asymmetric ones (RFC 7518 section 3.1). */
public final class SignatureAlgorithms {

    private static final Set<JWSAlgorithm> SUPPORTED = Set.of(
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.RS256);

    private SignatureAlgorithms() {}

    /**
     * An allow-list.
     *
     * @param names JOSE names such as {@code ES256}, case-sensitive
     * @return the algorithms
     * @throws IllegalArgumentException if the list is empty, or a name is unknown or that of a symmetric algorithm
     */
    public static Set<JWSAlgorithm> of(Set<String> names) {
        Set<JWSAlgorithm> algorithms = names.stream().map(JWSAlgorithm::new).collect(Collectors.toUnmodifiableSet());
        if (algorithms.isEmpty() || !SUPPORTED.containsAll(algorithms)) {
            throw new IllegalArgumentException("choose from " + SUPPORTED + ", not " + names);
        }
        return algorithms;
    }
}
