package dev.holdfast.evaluation.keycloak.http;

import dev.holdfast.evaluation.delivery.AddressPolicy;
import org.keycloak.Config;

/** The one option for all addresses that others choose: where may be pushed to may be polled, and asked for tokens. */
public final class ConfiguredAddresses {

    private ConfiguredAddresses() {}

    /**
     * Reads Keycloak's option {@code spi-ssf-transmitter--default--allow-insecure-push-targets}.
     *
     * @return the policy; {@link AddressPolicy#PUBLIC} unless the option is set
     */
    public static AddressPolicy policy() {
        boolean closed = Config.scope("ssf-transmitter", "default").getBoolean("allow-insecure-push-targets", false);
        return closed ? AddressPolicy.CLOSED_NETWORK : AddressPolicy.PUBLIC;
    }
}
