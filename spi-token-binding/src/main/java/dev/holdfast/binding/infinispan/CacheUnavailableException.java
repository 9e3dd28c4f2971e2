package dev.holdfast.binding.infinispan;

/** A cache that did not answer, or answered that it cannot. */
public final class CacheUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    CacheUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
