package dev.holdfast.evaluation.keycloak.http;

import dev.holdfast.evaluation.delivery.AddressPolicy;
import java.net.UnknownHostException;

/** A name leads only to addresses that nothing is sent to. It says neither the name nor the addresses. */
public final class RefusedAddressException extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    RefusedAddressException() {
        super("the name " + AddressPolicy.NOWHERE);
    }

    /**
     * What is wrong.
     *
     * @return as the end of a sentence that begins with the address
     */
    public String what() {
        return AddressPolicy.NOWHERE;
    }
}
