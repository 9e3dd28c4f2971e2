package dev.holdfast.rp.jwt;

/** The keys of an issuer cannot be had now, so that nothing can be said about a signature. Worth a retry. */
public final class KeysUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    KeysUnavailableException(Throwable cause) {
        super("the keys of the issuer cannot be fetched; check that its JWKS address can be reached", cause);
    }
}
