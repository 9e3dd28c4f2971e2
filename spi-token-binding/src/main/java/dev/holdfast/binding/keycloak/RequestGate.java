package dev.holdfast.binding.keycloak;

import dev.holdfast.binding.BindingBreach;
import dev.holdfast.binding.BindingCheck;
import dev.holdfast.binding.BindingKeys;
import dev.holdfast.binding.BindingRequest;
import dev.holdfast.binding.BindingSettings;
import dev.holdfast.binding.BindingVerdict;
import dev.holdfast.binding.BindingVerdict.BreachKind;
import dev.holdfast.binding.KeyAdmission;
import dev.holdfast.binding.Mode;
import dev.holdfast.binding.ProofPolicy;
import dev.holdfast.events.KeyThumbprint;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.clientpolicy.ClientPolicyException;

/**
 * Judges the binding of one token request and throws what refuses it. In {@link Mode#OBSERVE} nothing is told and nothing
 * barred: the executor only reports what would have been thrown.
 */
final class RequestGate {

    private final KeycloakSession session;
    private final KeyGate keyGate;
    private final BindingSettings settings;
    private final Mode mode;

    RequestGate(KeycloakSession session, KeyGate keyGate, BindingSettings settings, Mode mode) {
        this.session = session;
        this.keyGate = keyGate;
        this.settings = settings;
        this.mode = mode;
    }

    /**
     * Lets a request pass or refuses it.
     *
     * @return the keys that its tokens are to be bound to
     * @throws ClientPolicyException if it is refused
     */
    BindingKeys admit(TokenRequest request) throws ClientPolicyException {
        BindingKeys presented = PresentedKeys.of(session);
        checkProof();
        BindingVerdict verdict = BindingCheck.judge(
                settings.mechanisms(),
                settings.keyChange(),
                new BindingRequest(
                        presented,
                        request.expected(),
                        ClientAuthentication.isByKey(request.client()),
                        KeyHandOver.from(session, presented)));
        if (verdict instanceof BindingVerdict.Breached breached) {
            throw breach(request, breached, presented);
        }
        if (verdict instanceof BindingVerdict.KeyRequired) {
            throw keyRequired();
        }
        BindingKeys proven = verdict instanceof BindingVerdict.Rebound rebound
                ? rebound.keys()
                : ((BindingVerdict.Bound) verdict).keys();
        if (PresentedRefreshToken.needsCertificate(request.client())) {
            // Keycloak binds to it whatever our policy accepts; a policy of proofs alone is kept by the proof.
            proven = new BindingKeys(proven.dpop(), presented.mtls());
        }
        if (verdict instanceof BindingVerdict.Bound && RetiredKeys.contain(session, request, proven)) {
            throw new RequestRefusedException(
                    OAuthErrorException.INVALID_GRANT, "The client has gone over to another key");
        }
        new NonceGate(session, request, settings, proven).pass();
        admitKeys(request, proven);
        if (verdict instanceof BindingVerdict.Rebound) {
            RetiredKeys.remember(session, request.expected(), proven);
        }
        if (verdict instanceof BindingVerdict.Rebound || lacksCertificate(request)) {
            PresentedRefreshToken.rebind(session, request, proven);
        }
        return proven;
    }

    private void checkProof() throws RequestRefusedException {
        Optional<ProofPolicy.Fault> fault =
                ProofReader.read(session).flatMap(proof -> settings.proofs().fault(proof, Instant.now()));
        if (fault.isPresent()) {
            throw new RequestRefusedException(
                    OAuthErrorException.INVALID_DPOP_PROOF, fault.get().description());
        }
    }

    private RequestRefusedException keyRequired() {
        return settings.mechanisms().contains(KeyThumbprint.Kind.DPOP)
                ? new RequestRefusedException(
                        OAuthErrorException.INVALID_DPOP_PROOF,
                        "A proof of possession is required: send a DPoP proof, or use a client certificate")
                : new RequestRefusedException(OAuthErrorException.INVALID_REQUEST, "A client certificate is required");
    }

    private void admitKeys(TokenRequest request, BindingKeys proven) throws RequestRefusedException {
        Optional<KeyGate.Refusal> refusal = keyGate.refuse(request.client(), settings, proven, request.expected());
        if (refusal.isEmpty()) {
            return;
        }
        if (refusal.get().why() == KeyAdmission.Verdict.UNAVAILABLE) {
            throw new RequestRefusedException(
                    OAuthErrorException.TEMPORARILY_UNAVAILABLE, "The key cannot be admitted now, try again");
        }
        if (mode == Mode.ENFORCE && refusal.get().why() == KeyAdmission.Verdict.BARRED) {
            BreachReport.tell(
                    session,
                    BreachReport.of(
                            BindingBreach.Kind.BARRED_KEY,
                            request,
                            Optional.empty(),
                            Optional.of(refusal.get().key()),
                            false));
        }
        String words = "The key is not admitted for this client";
        throw new RequestRefusedException(
                OAuthErrorException.INVALID_GRANT, told(refusal.get().why() == KeyAdmission.Verdict.BARRED, words));
    }

    private RequestRefusedException breach(
            TokenRequest request, BindingVerdict.Breached breached, BindingKeys presented) {
        boolean missing = breached.kind() == BreachKind.MISSING_KEY;
        Optional<KeyThumbprint> shown = presented.of(breached.expected().kind());
        if (mode == Mode.ENFORCE) {
            boolean barred = !request.client().isPublicClient()
                    && shown.isPresent()
                    && keyGate.bar(request.client(), shown.get(), breached.expected());
            BreachReport.tell(
                    session,
                    BreachReport.of(
                            missing ? BindingBreach.Kind.MISSING_KEY : BindingBreach.Kind.WRONG_KEY,
                            request,
                            Optional.of(breached.expected()),
                            shown,
                            barred));
        }
        if (!missing) {
            return new RequestRefusedException(
                    OAuthErrorException.INVALID_GRANT, told(true, "The refresh token is bound to another key"));
        }
        return breached.expected().kind() == KeyThumbprint.Kind.DPOP
                ? new RequestRefusedException(
                        OAuthErrorException.INVALID_DPOP_PROOF,
                        told(true, "The refresh token is bound to a key: prove it"))
                : new RequestRefusedException(
                        OAuthErrorException.INVALID_GRANT,
                        told(true, "The refresh token is bound to a certificate: show it"));
    }

    /** The name of what was told of a breach; there is nothing to look up for a mere mistake. */
    private String told(boolean breach, String words) {
        return breach && mode == Mode.ENFORCE ? Txn.in(session, words) : words;
    }

    /** Keycloak compares the certificate of a flagged client with a token that may have none, and fails. */
    private boolean lacksCertificate(TokenRequest request) {
        return PresentedRefreshToken.needsCertificate(request.client())
                && request.refreshToken().isPresent()
                && request.expected().mtls().isEmpty();
    }
}
