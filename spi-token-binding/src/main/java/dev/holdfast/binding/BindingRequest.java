package dev.holdfast.binding;

import dev.holdfast.events.KeyThumbprint;
import java.util.Optional;

/**
 * What a token request shows; everything in it was verified before.
 *
 * @param presented the keys that it proves
 * @param expected the keys that the presented genuine token is bound to, {@link BindingKeys#NONE} where no token is
 *     presented or it was issued unbound
 * @param authenticatedByKey whether the client authenticated with a private key of its own
 * @param handedOverBy the key that has signed a hand-over to the presented DPoP key
 */
public record BindingRequest(
        BindingKeys presented, BindingKeys expected, boolean authenticatedByKey, Optional<KeyThumbprint> handedOverBy) {

    /**
     * A request that changes no key.
     *
     * @param presented the keys that it proves
     * @param expected the keys that the presented token is bound to
     */
    public BindingRequest(BindingKeys presented, BindingKeys expected) {
        this(presented, expected, false, Optional.empty());
    }
}
