package dev.holdfast.binding.keycloak;

import dev.holdfast.binding.BindingBreach;
import org.keycloak.provider.Provider;

/** Is told of every breach before the request is refused; implemented by whoever ends sessions. */
public interface BindingBreachListener extends Provider {

    /**
     * A genuine token came without its key.
     *
     * @param breach what happened, with its session and client
     */
    void onBreach(BindingBreach breach);

    @Override
    default void close() {}
}
