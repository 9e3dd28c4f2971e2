package dev.holdfast.rp.token;

import dev.holdfast.rp.jwt.IssuerKeys;
import dev.holdfast.rp.jwt.SignatureAlgorithms;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Settings of a {@link BoundTokenVerifier}. Only {@link #audience(String)} has no default. */
public final class BoundTokenVerifierBuilder {

    /** FAPI 2.0 section 5.3.2.1: more than 60 seconds ahead must be refused. */
    private static final Duration MAX_CLOCK_SKEW = Duration.ofSeconds(60);
    /** A proof is meant to be used at once; minutes are the most that RFC 9449 section 11.1 has in mind. */
    private static final Duration MAX_PROOF_LIFETIME = Duration.ofMinutes(5);

    private static final int DEFAULT_REPLAY_CAPACITY = 100_000;

    final String issuer;
    final IssuerKeys keys;
    final Set<String> types = new HashSet<>(Set.of("at+jwt", "application/at+jwt"));
    Set<String> tokenAlgorithms = Set.of("RS256", "PS256", "ES256");
    Set<String> proofAlgorithms = Set.of("ES256", "PS256");
    Duration maxTokenLifetime = Duration.ofHours(1);
    Duration clockSkew = Duration.ofSeconds(10);
    Duration proofLifetime = Duration.ofSeconds(60);
    Clock clock = Clock.systemUTC();
    boolean bearerAllowed;
    private @Nullable String audience;
    private @Nullable ReplayStore replayStore;
    private @Nullable NoncePolicy nonces;

    BoundTokenVerifierBuilder(String issuer, IssuerKeys keys) {
        this.issuer = issuer;
        this.keys = keys;
    }

    /**
     * The audience that a token must name (RFC 9068 section 4). Mandatory: a token for another resource server must not work
     * here.
     *
     * @param name one value of {@code aud}, compared character by character
     * @return this builder
     */
    public BoundTokenVerifierBuilder audience(String name) {
        this.audience = name;
        return this;
    }

    /**
     * Also accepts tokens whose {@code typ} header is {@code JWT}, as Keycloak issues them unless the client is set to the
     * type of RFC 9068. Keycloak's ID and logout tokens are still refused, by their claim {@code typ}.
     *
     * @return this builder
     */
    public BoundTokenVerifierBuilder allowTypeJwt() {
        types.add("JWT");
        return this;
    }

    /**
     * Also accepts tokens that are bound to no key, under the Bearer scheme. A token with a {@code cnf} that is not
     * understood is refused all the same.
     *
     * @return this builder
     */
    public BoundTokenVerifierBuilder allowBearer() {
        this.bearerAllowed = true;
        return this;
    }

    /**
     * The signature algorithms of access tokens.
     *
     * @param algorithms JOSE names; default RS256 (which RFC 9068 section 2.1 demands), PS256, ES256
     * @return this builder
     * @throws IllegalArgumentException for an empty list, an unknown algorithm or a symmetric one
     */
    public BoundTokenVerifierBuilder tokenAlgorithms(Set<String> algorithms) {
        SignatureAlgorithms.of(algorithms);
        this.tokenAlgorithms = Set.copyOf(algorithms);
        return this;
    }

    /**
     * The signature algorithms of DPoP proofs.
     *
     * @param algorithms JOSE names; default ES256, PS256
     * @return this builder
     * @throws IllegalArgumentException for an empty list, an unknown algorithm or a symmetric one
     */
    public BoundTokenVerifierBuilder proofAlgorithms(Set<String> algorithms) {
        SignatureAlgorithms.of(algorithms);
        this.proofAlgorithms = Set.copyOf(algorithms);
        return this;
    }

    /**
     * The longest time from {@code iat} to {@code exp}. Revocations are remembered that long, so a token that lives longer
     * would outlive its revocation.
     *
     * @param lifetime more than zero; default 1 hour
     * @return this builder
     * @throws IllegalArgumentException if it is zero or negative
     */
    public BoundTokenVerifierBuilder maxTokenLifetime(Duration lifetime) {
        this.maxTokenLifetime = within(lifetime, Duration.ofSeconds(1), Duration.ofDays(366), "max token lifetime");
        return this;
    }

    /**
     * By how much the clocks of issuer, client and resource server may differ.
     *
     * @param skew 0 to 60 seconds; default 10 seconds
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    public BoundTokenVerifierBuilder clockSkew(Duration skew) {
        this.clockSkew = within(skew, Duration.ZERO, MAX_CLOCK_SKEW, "clock skew");
        return this;
    }

    /**
     * How long a DPoP proof is good for after its {@code iat}, clock skew apart.
     *
     * @param lifetime 1 second to 5 minutes; default 60 seconds
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    public BoundTokenVerifierBuilder proofLifetime(Duration lifetime) {
        this.proofLifetime = within(lifetime, Duration.ofSeconds(1), MAX_PROOF_LIFETIME, "proof lifetime");
        return this;
    }

    /**
     * Where used proofs are remembered.
     *
     * @param store shared by all nodes; default an {@link InMemoryReplayStore} of 100 000 proofs
     * @return this builder
     */
    public BoundTokenVerifierBuilder replayStore(ReplayStore store) {
        this.replayStore = store;
        return this;
    }

    /**
     * Demands a nonce of this resource server in each proof (RFC 9449 section 9). A proof without one, or with one that is too
     * old, is answered with {@code use_dpop_nonce} and a new one; once set there is no way around it (section 11.3).
     *
     * @param policy makes and checks the nonces; default none are demanded and any that comes is ignored
     * @return this builder
     */
    public BoundTokenVerifierBuilder nonces(NoncePolicy policy) {
        this.nonces = policy;
        return this;
    }

    /**
     * What tells the time.
     *
     * @param source default the system clock
     * @return this builder
     */
    public BoundTokenVerifierBuilder clock(Clock source) {
        this.clock = source;
        return this;
    }

    /**
     * The verifier.
     *
     * @return a verifier with these settings
     * @throws IllegalStateException if no audience is set
     */
    public BoundTokenVerifier build() {
        if (audience == null) {
            throw new IllegalStateException("set the audience that tokens must name");
        }
        return new BoundTokenVerifier(this, audience);
    }

    ReplayStore replayStore() {
        return replayStore != null ? replayStore : new InMemoryReplayStore(DEFAULT_REPLAY_CAPACITY, clock);
    }

    /** The nonces of one issuer's tokens at this audience. */
    Optional<NonceChallenge> nonceChallenge(String expectedAudience) {
        return Optional.ofNullable(nonces)
                .map(policy -> new NonceChallenge(policy, issuer + "\0" + expectedAudience, clock));
    }

    private static Duration within(Duration value, Duration min, Duration max, String name) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(name + " must be " + min + " to " + max + ": " + value);
        }
        return value;
    }
}
