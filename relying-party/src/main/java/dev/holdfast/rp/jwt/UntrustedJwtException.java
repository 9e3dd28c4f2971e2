package dev.holdfast.rp.jwt;

/** A JWT is not what it claims to be. The message never repeats any of it. */
public final class UntrustedJwtException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Defect defect;

    /** What is wrong with a JWT. */
    public enum Defect {
        /** No signed JWT in compact form, or a member has another JSON type than it must have. */
        MALFORMED,
        /** The {@code typ} header is missing or not expected here (RFC 8725 section 3.11). */
        TYPE,
        /** The {@code alg} header is not on the allow-list (RFC 8725 section 3.1). */
        ALGORITHM,
        /** The issuer publishes no key that fits the header. */
        UNKNOWN_KEY,
        /** The signature does not verify, or a critical header is not understood (RFC 7515 section 4.1.11). */
        SIGNATURE
    }

    UntrustedJwtException(Defect defect) {
        super("the JWT is not trusted: " + defect);
        this.defect = defect;
    }

    /**
     * What is wrong.
     *
     * @return the first defect found
     */
    public Defect defect() {
        return defect;
    }
}
