package dev.holdfast.events;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The fingerprint of a key that a token is bound to, as it stands in a confirmation ({@code cnf}) claim.
 *
 * @param kind how possession of the key is proven
 * @param value 43 characters: the SHA-256 of the key in base64url without padding. For {@link Kind#DPOP} the JWK
 *     thumbprint (RFC 7638, {@code jkt}); for {@link Kind#MTLS} the hash of the DER certificate (RFC 8705 section 3.1,
 *     {@code x5t#S256})
 */
public record KeyThumbprint(Kind kind, String value) {

    /** How possession of a key is proven. */
    public enum Kind {
        /** By a signed proof in the {@code DPoP} header (RFC 9449). */
        DPOP,
        /** By a client certificate in the TLS handshake (RFC 8705). */
        MTLS
    }

    private static final Pattern SHA256_BASE64URL = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final String JWK_THUMBPRINT_URN = "urn:ietf:params:oauth:jwk-thumbprint:sha-256:";
    private static final String NAMED_INFORMATION = "ni:///sha-256;";

    /**
     * Checks the form of the value.
     *
     * @throws IllegalArgumentException if the value is not 43 characters of base64url
     */
    public KeyThumbprint {
        Objects.requireNonNull(kind, "kind");
        if (!isWellFormed(value)) {
            throw new IllegalArgumentException(
                    "not a SHA-256 thumbprint in base64url: " + value.length() + " characters");
        }
    }

    /**
     * The thumbprint of a DPoP key.
     *
     * @param jkt JWK thumbprint (RFC 7638), 43 characters of base64url
     * @return the thumbprint
     * @throws IllegalArgumentException if the value has another form
     */
    public static KeyThumbprint dpop(String jkt) {
        return new KeyThumbprint(Kind.DPOP, jkt);
    }

    /**
     * The thumbprint of a client certificate.
     *
     * @param x5t hash of the DER certificate, 43 characters of base64url
     * @return the thumbprint
     * @throws IllegalArgumentException if the value has another form
     */
    public static KeyThumbprint mtls(String x5t) {
        return new KeyThumbprint(Kind.MTLS, x5t);
    }

    /**
     * Whether a string has the form of a SHA-256 thumbprint.
     *
     * @param value any string
     * @return true for 43 characters of base64url
     */
    public static boolean isWellFormed(String value) {
        return SHA256_BASE64URL.matcher(value).matches();
    }

    /**
     * The thumbprint as a URI, to name a key as the device in a subject.
     *
     * @return {@code urn:ietf:params:oauth:jwk-thumbprint:sha-256:…} (RFC 9278) for DPoP, {@code ni:///sha-256;…} (RFC
     *     6920) for a certificate
     */
    public String toUri() {
        return (kind == Kind.DPOP ? JWK_THUMBPRINT_URN : NAMED_INFORMATION) + value;
    }

    /**
     * Reads what {@link #toUri()} wrote.
     *
     * @param uri any URI
     * @return the thumbprint, or empty if the URI names no SHA-256 key thumbprint
     */
    public static Optional<KeyThumbprint> fromUri(String uri) {
        if (uri.startsWith(JWK_THUMBPRINT_URN)) {
            return of(Kind.DPOP, uri.substring(JWK_THUMBPRINT_URN.length()));
        }
        if (uri.startsWith(NAMED_INFORMATION)) {
            return of(Kind.MTLS, uri.substring(NAMED_INFORMATION.length()));
        }
        return Optional.empty();
    }

    private static Optional<KeyThumbprint> of(Kind kind, String value) {
        return isWellFormed(value) ? Optional.of(new KeyThumbprint(kind, value)) : Optional.empty();
    }
}
