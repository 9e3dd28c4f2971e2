package dev.holdfast.binding.keycloak;

import org.keycloak.services.clientpolicy.ClientPolicyException;

/** Says no to a token request, with an error of RFC 6749 section 5.2 or RFC 9449. */
final class RequestRefusedException extends ClientPolicyException {

    private static final long serialVersionUID = 1L;

    RequestRefusedException(String error, String description) {
        super(error, description);
    }
}
