package dev.holdfast.binding.keycloak;

import dev.holdfast.binding.BindingKeys;
import dev.holdfast.events.KeyThumbprint;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.dpop.DPoP;
import org.keycloak.services.util.DPoPUtil;
import org.keycloak.services.x509.X509ClientCertificateLookup;

/** The keys that a request proves to hold: Keycloak has verified the DPoP proof and the TLS handshake before. */
final class PresentedKeys {

    private static final Logger LOG = Logger.getLogger(PresentedKeys.class);

    private PresentedKeys() {}

    static BindingKeys of(KeycloakSession session) {
        DPoP proof = session.getAttribute(DPoPUtil.DPOP_SESSION_ATTRIBUTE, DPoP.class);
        return new BindingKeys(
                Optional.ofNullable(proof).map(DPoP::getThumbprint).map(KeyThumbprint::dpop), certificate(session));
    }

    private static Optional<KeyThumbprint> certificate(KeycloakSession session) {
        try {
            X509ClientCertificateLookup lookup = session.getProvider(X509ClientCertificateLookup.class);
            X509Certificate[] chain = lookup == null
                    ? null
                    : lookup.getCertificateChain(session.getContext().getHttpRequest());
            if (chain == null || chain.length == 0) {
                return Optional.empty();
            }
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded());
            return Optional.of(
                    KeyThumbprint.mtls(Base64.getUrlEncoder().withoutPadding().encodeToString(hash)));
        } catch (GeneralSecurityException e) {
            // No certificate that can be read is no certificate: the binding rule then refuses what needs one.
            LOG.debugf("Client certificate cannot be read: %s", e.getMessage());
            return Optional.empty();
        }
    }
}
