package dev.holdfast.evaluation.keycloak.trust;

import dev.holdfast.evaluation.Whom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.session.UserSessionPersisterProvider;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.protocol.oidc.OIDCConfigAttributes;
import org.keycloak.services.managers.AuthenticationManager;

/**
 * What must be known of a session once it is gone.
 *
 * @param sessionId the session
 * @param userId its user
 * @param audiences for whom its tokens were meant, by client
 * @param exchangeable whether other clients may have exchanged them: Keycloak keeps no trace of an access token that was
 *     issued so, and only an audience of a token may exchange it
 */
public record SessionFacts(
        String sessionId, Optional<String> userId, Map<String, Set<String>> audiences, boolean exchangeable) {

    private static final String MAY_EXCHANGE = OIDCConfigAttributes.STANDARD_TOKEN_EXCHANGE_ENABLED;

    /** Of a session, online and offline, as this Keycloak session sees it. */
    public static Optional<SessionFacts> of(KeycloakSession session, String sessionId) {
        RealmModel realm = session.getContext().getRealm();
        return of(Stream.of(
                        Optional.ofNullable(session.sessions().getUserSession(realm, sessionId)),
                        Optional.ofNullable(session.sessions().getOfflineUserSession(realm, sessionId)))
                .flatMap(Optional::stream));
    }

    /** Of what there is of one session, online and offline; empty if there is nothing. */
    public static Optional<SessionFacts> of(Stream<UserSessionModel> parts) {
        return parts.map(SessionFacts::of).reduce(SessionFacts::with);
    }

    /** Of a session as it is committed, before what the current transaction does to it. */
    static Optional<SessionFacts> committed(KeycloakSession session, String sessionId) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                session.getKeycloakSessionFactory(),
                session.getContext(),
                own -> of(own, sessionId),
                "read a session before it ended");
    }

    /**
     * Whether a part of a session lives, online or offline: both have its id, each ends for itself, and Keycloak does not say
     * which one it removes.
     */
    static boolean lives(KeycloakSession session, String sessionId) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                session.getKeycloakSessionFactory(),
                session.getContext(),
                own -> {
                    RealmModel realm = own.getContext().getRealm();
                    return AuthenticationManager.isSessionValid(
                                    realm, own.sessions().getUserSession(realm, sessionId))
                            || AuthenticationManager.isSessionValid(
                                    realm, own.sessions().getOfflineUserSession(realm, sessionId));
                },
                "look whether a part of a session lives");
    }

    /**
     * Of a session that has expired: Keycloak gives it to nobody any more, but what it has written of it is there until it is
     * removed. Empty where sessions are not persistent.
     */
    static Optional<SessionFacts> expired(KeycloakSession session, String sessionId) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                session.getKeycloakSessionFactory(),
                session.getContext(),
                own -> written(own, sessionId),
                "read a session before it is removed");
    }

    private static Optional<SessionFacts> written(KeycloakSession own, String sessionId) {
        UserSessionPersisterProvider persister = own.getProvider(UserSessionPersisterProvider.class);
        return Stream.of(false, true)
                .map(offline -> Optional.ofNullable(
                        persister.loadUserSession(own.getContext().getRealm(), sessionId, offline)))
                .flatMap(Optional::stream)
                .map(SessionFacts::of)
                .reduce(SessionFacts::with);
    }

    /** For whom the tokens of all sessions of a user were meant, as committed. */
    static Set<String> committedAudiencesOfUser(KeycloakSession session, String userId) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                session.getKeycloakSessionFactory(),
                session.getContext(),
                own -> audiencesOfUser(own, userId),
                "read the sessions of a user");
    }

    private static Set<String> audiencesOfUser(KeycloakSession own, String userId) {
        RealmModel realm = own.getContext().getRealm();
        UserModel user = own.users().getUserById(realm, userId);
        Set<String> audiences = new HashSet<>();
        if (user == null) {
            return audiences;
        }
        Stream.concat(
                        own.sessions().getUserSessionsStream(realm, user),
                        own.sessions().getOfflineUserSessionsStream(realm, user))
                .map(SessionFacts::of)
                .forEach(facts -> audiences.addAll(facts.allAudiences()));
        if (user.getServiceAccountClientLink() != null) {
            // Its tokens need no session.
            Optional.ofNullable(realm.getClientById(user.getServiceAccountClientLink()))
                    .map(client -> TokenAudiences.of(client, Optional.of(user), Optional.empty()))
                    .ifPresent(audiences::addAll);
        }
        return audiences;
    }

    /** Everybody for whom a token of the session was meant. */
    public Set<String> allAudiences() {
        Set<String> all = new HashSet<>();
        audiences.values().forEach(all::addAll);
        return all;
    }

    /** The session as a subject: with its client only where no other can hold tokens of it, for those end with it, too. */
    public Whom whom() {
        Whom whom = Whom.session(userId, sessionId);
        return audiences.size() == 1 && !exchangeable
                ? whom.at(audiences.keySet().iterator().next())
                : whom;
    }

    /** What one client has of the session, as a subject; the whole of it where there is no other client. */
    Whom part(String clientId) {
        return audiences.keySet().equals(Set.of(clientId))
                ? whom()
                : Whom.session(userId, sessionId).at(clientId);
    }

    private static SessionFacts of(UserSessionModel userSession) {
        Optional<UserModel> user = Optional.ofNullable(userSession.getUser());
        Map<String, Set<String>> audiences = new HashMap<>();
        for (AuthenticatedClientSessionModel part :
                userSession.getAuthenticatedClientSessions().values()) {
            Optional<String> granted = Optional.of(
                    Optional.ofNullable(part.getNote(OAuth2Constants.SCOPE)).orElse(""));
            audiences.put(part.getClient().getClientId(), TokenAudiences.of(part.getClient(), user, granted));
        }
        boolean exchangeable = audiences.entrySet().stream()
                .flatMap(part -> part.getValue().stream().filter(name -> !name.equals(part.getKey())))
                .map(userSession.getRealm()::getClientByClientId)
                .anyMatch(client -> client != null && Boolean.parseBoolean(client.getAttribute(MAY_EXCHANGE)));
        return new SessionFacts(userSession.getId(), user.map(UserModel::getId), audiences, exchangeable);
    }

    private SessionFacts with(SessionFacts other) {
        Map<String, Set<String>> all = new HashMap<>(audiences);
        other.audiences.forEach((client, names) -> all.merge(client, names, (one, two) -> {
            Set<String> both = new HashSet<>(one);
            both.addAll(two);
            return both;
        }));
        return new SessionFacts(sessionId, userId.or(other::userId), all, exchangeable || other.exchangeable);
    }
}
