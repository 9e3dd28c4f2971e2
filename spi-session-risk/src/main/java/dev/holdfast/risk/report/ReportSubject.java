package dev.holdfast.risk.report;

import dev.holdfast.events.KeyThumbprint;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Names whom a report is about. What names less is wider: an empty client means any. */
public final class ReportSubject {

    private static final String ANY = "";

    private ReportSubject() {}

    /**
     * A key, at one client or wherever it is used.
     *
     * @param realmId the realm
     * @param key the key
     * @param clientId the client, empty for any
     * @return the subject
     */
    public static String key(String realmId, KeyThumbprint key, Optional<String> clientId) {
        return realmId + "|key|" + key.toUri() + '|' + clientId.orElse(ANY);
    }

    /**
     * A user, at one client or anywhere.
     *
     * @param realmId the realm
     * @param userId the user
     * @param clientId the client, empty for any
     * @return the subject
     */
    public static String user(String realmId, String userId, Optional<String> clientId) {
        return realmId + "|user|" + userId + '|' + clientId.orElse(ANY);
    }

    /**
     * A client with all its instances.
     *
     * @param realmId the realm
     * @param clientId the client
     * @return the subject
     */
    public static String client(String realmId, String clientId) {
        return realmId + "|client|" + clientId;
    }

    /**
     * Everybody of a realm.
     *
     * @param realmId the realm
     * @return the subject
     */
    public static String realm(String realmId) {
        return realmId + "|realm";
    }

    /**
     * Who a request is: a report about any of them concerns it.
     *
     * @param realmId the realm
     * @param sessionKey the session or instance, see {@link dev.holdfast.risk.history.SessionKey}
     * @param clientId the client
     * @param key the proven key
     * @param userId the user, where one is known
     * @return from 3 to 7 subjects, the session first
     */
    public static Set<String> of(
            String realmId, String sessionKey, String clientId, Optional<KeyThumbprint> key, Optional<String> userId) {
        Set<String> subjects = new LinkedHashSet<>();
        subjects.add(sessionKey);
        subjects.add(client(realmId, clientId));
        subjects.add(realm(realmId));
        key.ifPresent(one -> {
            subjects.add(key(realmId, one, Optional.of(clientId)));
            subjects.add(key(realmId, one, Optional.empty()));
        });
        userId.ifPresent(one -> {
            subjects.add(user(realmId, one, Optional.of(clientId)));
            subjects.add(user(realmId, one, Optional.empty()));
        });
        return subjects;
    }
}
