package dev.holdfast.risk.keycloak;

import dev.holdfast.binding.keycloak.TokenRequest;
import dev.holdfast.risk.envelope.Envelope;
import dev.holdfast.risk.envelope.EnvelopeCheck;
import dev.holdfast.risk.replay.PolicyFile;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;

/**
 * Checks requests against what was declared: in the policy, and in the client's attribute {@value #ATTRIBUTE}. Volumes are
 * counted on this node. Safe for several threads.
 */
final class DeclaredEnvelopes {

    /** A client's own envelope, JSON as in the policy. */
    static final String ATTRIBUTE = "holdfast.envelope";

    private static final Logger LOG = Logger.getLogger(DeclaredEnvelopes.class);

    private static final int CHECKS = 10_000;

    private final Map<List<Envelope>, EnvelopeCheck> checks = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Envelope>, EnvelopeCheck> eldest) {
            return size() > CHECKS;
        }
    };

    /**
     * What came out.
     *
     * @param breach what the request breaks, in words
     * @param readable whether all that was declared could be read
     */
    record Checked(Optional<String> breach, boolean readable) {}

    /** Checks a request against the envelopes of the policy and of its client. */
    Checked check(
            KeycloakSession session,
            List<Envelope> ofPolicy,
            TokenRequest request,
            TokenRequestReader.Ask ask,
            TokenRequestReader.Read read) {
        Optional<List<Envelope>> ofClient = ofClient(request.client());
        List<Envelope> envelopes = Stream.concat(
                        ofPolicy.stream(), ofClient.stream().flatMap(List::stream))
                .toList();
        if (envelopes.isEmpty()) {
            return new Checked(Optional.empty(), ofClient.isPresent());
        }
        EnvelopeCheck.Asked asked = new EnvelopeCheck.Asked(
                read.subject().identity(),
                read.subject().clientId(),
                "",
                read.observation().at(),
                began(session, request),
                ask.scopes(),
                ask.audiences());
        synchronized (checks) {
            return new Checked(
                    checks.computeIfAbsent(envelopes, EnvelopeCheck::new).check(asked), ofClient.isPresent());
        }
    }

    /** Empty if it cannot be read. */
    private static Optional<List<Envelope>> ofClient(ClientModel client) {
        String text = client.getAttribute(ATTRIBUTE);
        try {
            return Optional.of(text == null || text.isBlank() ? List.of() : PolicyFile.envelopes(text));
        } catch (IllegalArgumentException e) {
            LOG.errorf("Attribute %s of client %s cannot be read: %s", ATTRIBUTE, client.getClientId(), e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<Instant> began(KeycloakSession session, TokenRequest request) {
        RealmModel realm = session.getContext().getRealm();
        return request.userSession()
                .or(() -> request.sessionId()
                        .flatMap(sid -> Optional.ofNullable(session.sessions().getUserSession(realm, sid))
                                .or(() -> Optional.ofNullable(session.sessions().getOfflineUserSession(realm, sid)))))
                .map(UserSessionModel::getStarted)
                .map(Instant::ofEpochSecond);
    }
}
