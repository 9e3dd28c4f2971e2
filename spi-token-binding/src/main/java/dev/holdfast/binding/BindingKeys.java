package dev.holdfast.binding;

import dev.holdfast.events.KeyThumbprint;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * At most one key for each mechanism: those that a request proves to hold, or those that a token is bound to.
 *
 * @param dpop the key of a DPoP proof (RFC 9449), {@code cnf.jkt} in a token
 * @param mtls the client certificate (RFC 8705), {@code cnf.x5t#S256} in a token
 */
public record BindingKeys(Optional<KeyThumbprint> dpop, Optional<KeyThumbprint> mtls) {

    /** No key at all: a bearer request, or a bearer token. */
    public static final BindingKeys NONE = new BindingKeys(Optional.empty(), Optional.empty());

    /**
     * Whether there is no key.
     *
     * @return true for {@link #NONE}
     */
    public boolean isEmpty() {
        return dpop.isEmpty() && mtls.isEmpty();
    }

    /**
     * The keys, the DPoP key first.
     *
     * @return none, one or two thumbprints
     */
    public List<KeyThumbprint> all() {
        return Stream.concat(dpop.stream(), mtls.stream()).toList();
    }

    /**
     * The key of one mechanism.
     *
     * @param kind the mechanism
     * @return its key, if there is one
     */
    public Optional<KeyThumbprint> of(KeyThumbprint.Kind kind) {
        return kind == KeyThumbprint.Kind.DPOP ? dpop : mtls;
    }

    /**
     * The keys of some mechanisms only.
     *
     * @param mechanisms the mechanisms to keep
     * @return the keys whose mechanism is among them
     */
    public BindingKeys only(Set<KeyThumbprint.Kind> mechanisms) {
        return new BindingKeys(
                dpop.filter(key -> mechanisms.contains(key.kind())),
                mtls.filter(key -> mechanisms.contains(key.kind())));
    }
}
