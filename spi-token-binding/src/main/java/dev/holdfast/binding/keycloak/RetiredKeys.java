package dev.holdfast.binding.keycloak;

import dev.holdfast.binding.BindingKeys;
import dev.holdfast.events.KeyThumbprint;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.RefreshToken;

/**
 * The keys that a client has given up within a session. Without rotation an older refresh token lives on after a change of
 * key, and it is bound to the old one.
 */
final class RetiredKeys {

    private static final String NOTE = "holdfast.keys.retired";
    private static final String ATTRIBUTE = "holdfast.retiring-keys";

    /** A note of a session is read with the session every time. */
    private static final int MOST_KEYS = 16;

    private RetiredKeys() {}

    private record Change(BindingKeys from, BindingKeys to) {}

    /** Keeps a change of key until tokens are issued for it: a request that fails after all gives no key up. */
    static void remember(KeycloakSession session, BindingKeys from, BindingKeys to) {
        session.setAttribute(ATTRIBUTE, new Change(from, to));
    }

    /** Writes the change of the current request into its session; nothing without one. */
    static void write(KeycloakSession session, AuthenticatedClientSessionModel clientSession) {
        Change change = session.getAttribute(ATTRIBUTE, Change.class);
        if (change == null) {
            return;
        }
        Set<String> retired = new LinkedHashSet<>(values(change.from()));
        retired.addAll(read(clientSession));
        retired.removeAll(values(change.to()));
        clientSession.setNote(NOTE, retired.stream().limit(MOST_KEYS).collect(Collectors.joining(" ")));
    }

    /** Whether one of the keys was given up in the session that tokens are asked for. */
    static boolean contain(KeycloakSession session, TokenRequest request, BindingKeys keys) {
        return request.refreshToken()
                .map(RefreshToken::getSessionId)
                .flatMap(sessionId -> clientSession(session, request, sessionId))
                .map(RetiredKeys::read)
                .filter(retired -> values(keys).stream().anyMatch(retired::contains))
                .isPresent();
    }

    private static Optional<AuthenticatedClientSessionModel> clientSession(
            KeycloakSession session, TokenRequest request, String sessionId) {
        RealmModel realm = session.getContext().getRealm();
        UserSessionModel online = session.sessions().getUserSession(realm, sessionId);
        UserSessionModel found = online != null ? online : session.sessions().getOfflineUserSession(realm, sessionId);
        return Optional.ofNullable(found)
                .map(of -> of.getAuthenticatedClientSessionByClient(
                        request.client().getId()));
    }

    private static Set<String> read(AuthenticatedClientSessionModel clientSession) {
        String note = clientSession.getNote(NOTE);
        return note == null ? Set.of() : new LinkedHashSet<>(Arrays.asList(note.split(" ")));
    }

    private static List<String> values(BindingKeys keys) {
        return keys.all().stream().map(KeyThumbprint::value).toList();
    }
}
