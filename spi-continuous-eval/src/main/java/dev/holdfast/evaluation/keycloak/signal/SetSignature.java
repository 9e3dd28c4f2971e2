package dev.holdfast.evaluation.keycloak.signal;

import dev.holdfast.evaluation.signal.RefusedSetException;
import dev.holdfast.evaluation.signal.RefusedSetException.Code;
import dev.holdfast.evaluation.signal.SetHeader;
import java.io.IOException;
import java.security.interfaces.RSAPublicKey;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.VerificationException;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.crypto.PublicKeysWrapper;
import org.keycloak.crypto.SignatureProvider;
import org.keycloak.jose.jwk.JSONWebKeySet;
import org.keycloak.jose.jwk.JWK;
import org.keycloak.keys.PublicKeyLoader;
import org.keycloak.keys.PublicKeyStorageProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.utils.JWKSHttpUtils;
import org.keycloak.util.JWKSUtils;
import org.keycloak.util.JsonSerialization;

/** Checks signatures by Keycloak's own providers, with keys in Keycloak's own cache of public keys. */
final class SetSignature {

    private static final Logger LOG = Logger.getLogger(SetSignature.class);
    private static final int LEAST_RSA_BITS = 2048;

    private final KeycloakSession session;

    SetSignature(KeycloakSession session) {
        this.session = session;
    }

    /** The keys could not be fetched: the same may be sent again. */
    static final class KeysUnavailableException extends Exception {

        private static final long serialVersionUID = 1L;
    }

    void verify(SignalTransmitter transmitter, SetHeader header, CompactSet set)
            throws RefusedSetException, KeysUnavailableException {
        KeyWrapper key = key(transmitter, header);
        if (key.getAlgorithm() == null) {
            // A key that names no algorithm may be used with any of its kind; Keycloak would take one for granted.
            key.setAlgorithm(header.algorithm());
        }
        boolean valid;
        try {
            valid = session.getProvider(SignatureProvider.class, header.algorithm())
                    .verifier(key)
                    .verify(set.signed(), set.signature());
        } catch (VerificationException | RuntimeException e) {
            // A key of another kind, or a signature that is no signature of this algorithm.
            valid = false;
        }
        if (!valid) {
            throw new RefusedSetException(Code.AUTHENTICATION_FAILED, "the signature is not valid");
        }
    }

    private KeyWrapper key(SignalTransmitter transmitter, SetHeader header)
            throws RefusedSetException, KeysUnavailableException {
        Loader loader = new Loader(transmitter);
        @Nullable
        KeyWrapper key = session.getProvider(PublicKeyStorageProvider.class)
                .getPublicKey(modelKey(transmitter), header.keyId(), header.algorithm(), loader);
        if (key == null && loader.failed) {
            throw new KeysUnavailableException();
        }
        if (key == null
                || key.getPublicKey() == null
                || (key.getPublicKey() instanceof RSAPublicKey rsa
                        && rsa.getModulus().bitLength() < LEAST_RSA_BITS)) {
            throw new RefusedSetException(Code.INVALID_KEY, "the signing key is not known");
        }
        return key;
    }

    /** Another place or other keys make another entry, so that a change holds at once. */
    private static String modelKey(SignalTransmitter transmitter) {
        return "holdfast::" + transmitter.componentId() + "::"
                + Integer.toHexString(Objects.hash(transmitter.jwksUrl(), transmitter.jwks()));
    }

    private final class Loader implements PublicKeyLoader {

        private final SignalTransmitter transmitter;
        private boolean failed;

        Loader(SignalTransmitter transmitter) {
            this.transmitter = transmitter;
        }

        @Override
        @SuppressWarnings("deprecation") // JWKSUtils takes no other form of the use of a key.
        public PublicKeysWrapper loadKeys() throws IOException {
            try {
                JSONWebKeySet keys = transmitter.jwksUrl().isEmpty()
                        ? JsonSerialization.readValue(transmitter.jwks(), JSONWebKeySet.class)
                        : JWKSHttpUtils.sendJwksRequest(session, transmitter.jwksUrl());
                return JWKSUtils.getKeyWrappersForUse(keys, JWK.Use.SIG, true);
            } catch (IOException | RuntimeException e) {
                failed = true;
                LOG.warnf(
                        "The keys of transmitter %s cannot be fetched: %s",
                        transmitter.transmitter().name(), e.getClass().getSimpleName());
                throw e;
            }
        }
    }
}
