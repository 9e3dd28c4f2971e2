package dev.holdfast.binding;

import dev.holdfast.events.KeyThumbprint;

/** What the binding rules say about one token request. */
public sealed interface BindingVerdict {

    /**
     * The request proves the key or keys that its tokens are to be bound to.
     *
     * @param keys the proven keys, at least one
     */
    record Bound(BindingKeys keys) implements BindingVerdict {}

    /**
     * As {@link Bound}, but the client has rightly gone over to another key than the presented token is bound to.
     *
     * @param keys the proven keys, at least one
     */
    record Rebound(BindingKeys keys) implements BindingVerdict {}

    /** The request shows no key where one is required, and no token that was bound before. */
    record KeyRequired() implements BindingVerdict {}

    /**
     * The request shows a genuine bound token without its key: theft, or a grave mistake.
     *
     * @param kind what is wrong
     * @param expected the key that the token is bound to
     */
    record Breached(BreachKind kind, KeyThumbprint expected) implements BindingVerdict {}

    /** How a genuine token and the key that came with it disagree. */
    enum BreachKind {
        /** Another key was proven than the one the token is bound to. */
        WRONG_KEY,
        /** No key was proven: the token was presented as a bearer token. */
        MISSING_KEY
    }
}
