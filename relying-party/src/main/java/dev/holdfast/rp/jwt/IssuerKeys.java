package dev.holdfast.rp.jwt;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.proc.SimpleSecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import java.net.URI;
import java.util.List;

/** The public keys of one issuer. Safe for use by several threads. */
public final class IssuerKeys {

    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
    private static final int READ_TIMEOUT_MILLIS = 3_000;
    private static final int MAX_JWKS_BYTES = 256 * 1024;
    private static final long CACHE_MILLIS = 5 * 60_000L;
    private static final long REFRESH_TIMEOUT_MILLIS = 10_000L;
    /** An unknown {@code kid} costs the sender nothing; without a limit each one would cost the issuer a request. */
    private static final long MIN_FETCH_INTERVAL_MILLIS = 10_000L;

    private final JWKSource<SecurityContext> source;

    private IssuerKeys(JWKSource<SecurityContext> source) {
        this.source = source;
    }

    /**
     * Keys fetched when first needed and kept for 5 minutes. A key id that is not known causes a new fetch, at most two
     * within 10 seconds. Time-outs: 2 s to connect, 3 s to read.
     *
     * @param jwksUri the issuer's JWKS document: https, or http on this machine
     * @return the keys
     * @throws IllegalArgumentException if the address is another one
     */
    public static IssuerKeys fetchedFrom(URI jwksUri) {
        try {
            DefaultResourceRetriever retriever =
                    new DefaultResourceRetriever(CONNECT_TIMEOUT_MILLIS, READ_TIMEOUT_MILLIS, MAX_JWKS_BYTES);
            return new IssuerKeys(
                    JWKSourceBuilder.create(TrustedAddress.require(jwksUri).toURL(), retriever)
                            .cache(CACHE_MILLIS, REFRESH_TIMEOUT_MILLIS)
                            .refreshAheadCache(false)
                            .rateLimited(MIN_FETCH_INTERVAL_MILLIS)
                            .build());
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("no address: " + jwksUri, e);
        }
    }

    /**
     * Keys that are known beforehand.
     *
     * @param keys the key set; private parts are ignored
     * @return the keys
     */
    public static IssuerKeys fixed(JWKSet keys) {
        return new IssuerKeys(new ImmutableJWKSet<>(keys.toPublicJWKSet()));
    }

    /**
     * The keys that may have made a signature: type, use, algorithm and key id fit the header.
     *
     * @throws KeysUnavailableException if the keys cannot be fetched
     */
    List<JWK> candidates(JWSHeader header) {
        try {
            return source.get(new JWKSelector(JWKMatcher.forJWSHeader(header)), new SimpleSecurityContext());
        } catch (KeySourceException e) {
            throw new KeysUnavailableException(e);
        }
    }
}
