package dev.holdfast.evaluation.keycloak;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;

/**
 * For whom the access tokens of a session were ever meant: those may speak of it. Kept as a note of the client session, so that
 * it lives as long and wherever that lives. Who may hear of it is told by {@link
 * dev.holdfast.evaluation.keycloak.trust.TokenAudiences}, which also knows clients as a whole and tokens without a session.
 */
public final class IssuedAudiences implements TokenPostProcessor {

    private static final String NOTE = "holdfast.audiences";

    /** A mapper that makes audiences up must not make the session grow. */
    private static final int MOST = 32;

    private static final int LONGEST = 255;

    @Override
    public void process(TokenPostProcessorContext context) {
        AuthenticatedClientSessionModel session = context.clientSessionCtx().getClientSession();
        if (session == null
                || context.accessToken() == null
                || context.accessToken().getAudience() == null) {
            return;
        }
        Set<String> known = of(session);
        Set<String> all = new LinkedHashSet<>(known);
        Arrays.stream(context.accessToken().getAudience())
                .filter(audience -> audience.length() <= LONGEST && !audience.contains(" "))
                .forEach(all::add);
        // A note that is written again is a row that is written again.
        if (all.size() > known.size() && all.size() <= MOST) {
            session.setNote(NOTE, String.join(" ", all));
        }
    }

    /**
     * For whom the tokens of a session were meant.
     *
     * @param session the session
     * @param clientId of this client only
     * @return audiences
     */
    public static Set<String> of(UserSessionModel session, Optional<String> clientId) {
        return clientSessions(session, clientId)
                .flatMap(one -> of(one).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The parts that clients take in a session.
     *
     * @param session the session
     * @param clientId of this client only
     * @return at most one for each client
     */
    static Stream<AuthenticatedClientSessionModel> clientSessions(UserSessionModel session, Optional<String> clientId) {
        return session.getAuthenticatedClientSessions().values().stream()
                .filter(one -> clientId.map(id -> id.equals(one.getClient().getClientId()))
                        .orElse(true));
    }

    private static Set<String> of(AuthenticatedClientSessionModel session) {
        String note = session.getNote(NOTE);
        return note == null ? Set.of() : new LinkedHashSet<>(Arrays.asList(note.split(" ")));
    }
}
