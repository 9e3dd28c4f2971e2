package dev.holdfast.evaluation.keycloak;

import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.risk.history.SessionHistories;
import dev.holdfast.risk.history.SessionHistory;
import dev.holdfast.risk.history.SessionKey;
import dev.holdfast.risk.keycloak.SessionHistoryProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;

/** Finds sessions of the current realm, online and offline ones. */
public final class LiveSessions {

    private final KeycloakSession session;
    private final RealmModel realm;

    /**
     * The sessions of the current realm.
     *
     * @param session the session of a request
     */
    public LiveSessions(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
    }

    /**
     * A session by its id.
     *
     * @param id the {@code sid}
     * @param userId whose it has to be, if that matters
     * @param clientId which client has to take part in it, if that matters
     * @param audiences for one of which its tokens have to be meant, if that matters
     * @return the session, empty if there is none like that
     */
    public Optional<LiveSession> find(
            String id, Optional<String> userId, Optional<String> clientId, Optional<Set<String>> audiences) {
        return Stream.of(
                        Optional.ofNullable(session.sessions().getUserSession(realm, id)),
                        Optional.ofNullable(session.sessions().getOfflineUserSession(realm, id)))
                .flatMap(Optional::stream)
                .filter(one -> userId.map(one.getUser().getId()::equals).orElse(true))
                .filter(one -> audiences
                        .map(wanted ->
                                IssuedAudiences.of(one, clientId).stream().anyMatch(wanted::contains))
                        .orElse(true))
                .flatMap(one -> IssuedAudiences.clientSessions(one, clientId)
                        .map(part -> LiveSession.of(one, part.getClient().getClientId()))
                        .limit(1))
                .findFirst();
    }

    /**
     * The sessions of a client.
     *
     * @param client the client
     * @param first how many are passed over
     * @param most how many are found
     * @return online ones first
     */
    public List<LiveSession> ofClient(ClientModel client, int first, int most) {
        Map<String, LiveSession> found = new LinkedHashMap<>();
        Stream.concat(
                        session.sessions().readOnlyStreamUserSessions(realm, client, 0, first + most),
                        session.sessions().readOnlyStreamOfflineUserSessions(realm, client, 0, first + most))
                .forEach(one -> found.putIfAbsent(one.getId(), LiveSession.of(one, client.getClientId())));
        return found.values().stream().skip(first).limit(most).toList();
    }

    /**
     * The sessions of a user.
     *
     * @param userId the user
     * @param clientId those in which this client takes part
     * @param most how many are found
     * @return online ones first
     */
    public List<LiveSession> ofUser(String userId, Optional<String> clientId, int most) {
        UserModel user = session.users().getUserById(realm, userId);
        if (user == null) {
            return List.of();
        }
        Map<String, LiveSession> found = new LinkedHashMap<>();
        List<UserSessionModel> all = new ArrayList<>();
        session.sessions().getUserSessionsStream(realm, user).limit(most).forEach(all::add);
        session.sessions().getOfflineUserSessionsStream(realm, user).limit(most).forEach(all::add);
        for (UserSessionModel one : all) {
            IssuedAudiences.clientSessions(one, clientId)
                    .findFirst()
                    .ifPresent(part -> found.putIfAbsent(
                            one.getId(), LiveSession.of(one, part.getClient().getClientId())));
        }
        return found.values().stream().limit(most).toList();
    }

    /**
     * The sessions of a client that last proved a key, by their histories.
     *
     * @param client the client
     * @param key the key
     * @param scanned how many of its sessions are looked at
     * @return the sessions
     */
    public List<LiveSession> ofKey(ClientModel client, KeyThumbprint key, int scanned) {
        SessionHistories histories =
                session.getProvider(SessionHistoryProvider.class).histories();
        return ofClient(client, 0, scanned).stream()
                .filter(one -> histories
                        .find(SessionKey.ofSession(realm.getId(), one.id()))
                        .flatMap(LiveSessions::lastKey)
                        .filter(key::equals)
                        .isPresent())
                .toList();
    }

    private static Optional<KeyThumbprint> lastKey(SessionHistory history) {
        return history.accepted().isEmpty()
                ? Optional.empty()
                : history.accepted()
                        .get(history.accepted().size() - 1)
                        .observation()
                        .key();
    }
}
