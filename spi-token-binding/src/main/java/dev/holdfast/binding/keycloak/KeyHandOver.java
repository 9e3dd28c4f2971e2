package dev.holdfast.binding.keycloak;

import dev.holdfast.binding.BindingKeys;
import dev.holdfast.events.KeyThumbprint;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.common.VerificationException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.dpop.DPoP;
import org.keycloak.services.util.DPoPUtil;

/**
 * A hand-over from an old DPoP key to a new one: a second proof, signed by the old key, for the same request (RFC 9449
 * section 4.2), with the thumbprint of the new key as {@code jkt}.
 */
final class KeyHandOver {

    /** Where the proof of the old key stands; {@code DPoP} itself may stand only once in a request. */
    static final String HEADER = "DPoP-Key-Hand-Over";

    private static final Logger LOG = Logger.getLogger(KeyHandOver.class);

    private KeyHandOver() {}

    /** The old key that hands over to the presented one, empty without a valid hand-over. */
    static Optional<KeyThumbprint> from(KeycloakSession session, BindingKeys presented) {
        String encoded = session.getContext().getHttpRequest().getHttpHeaders().getHeaderString(HEADER);
        if (encoded == null || presented.dpop().isEmpty()) {
            return Optional.empty();
        }
        try {
            DPoP proof = new DPoPUtil.Validator(session)
                    .request(session.getContext().getHttpRequest())
                    .uriInfo(session.getContext().getUri())
                    .dPoP(encoded)
                    .validate();
            boolean toPresented =
                    presented.dpop().get().value().equals(proof.getOtherClaims().get("jkt"));
            return toPresented ? Optional.of(KeyThumbprint.dpop(proof.getThumbprint())) : Optional.empty();
        } catch (VerificationException e) {
            LOG.debugf("Hand-over of a key is not accepted: %s", e.getMessage());
            return Optional.empty();
        }
    }
}
