package dev.holdfast.binding.keycloak;

import dev.holdfast.binding.KeyAdmission;
import dev.holdfast.events.KeyThumbprint;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * The keys that are named for a client: in its attributes, so that they survive a restart, stand in an export and can be
 * seen and changed by an administrator.
 *
 * @param registered values of the keys that the client may always use
 * @param barred values of the keys that the client may never use
 * @param locked whether only registered keys may be used, because a theft was seen
 */
public record ClientKeys(Set<String> registered, Set<String> barred, boolean locked) {

    /** Thumbprints separated by spaces. */
    public static final String REGISTERED = "holdfast.keys.registered";
    /** Thumbprints separated by spaces. */
    public static final String BARRED = "holdfast.keys.barred";
    /** {@code true} after evidence of theft; an administrator removes it. */
    public static final String LOCKED = "holdfast.keys.locked";

    /** Who holds many stolen sessions must not fill the database. */
    private static final int MOST_KEYS = 128;

    /**
     * Reads the attributes of a client.
     *
     * @param client the client
     * @return its named keys
     */
    public static ClientKeys of(ClientModel client) {
        return new ClientKeys(
                read(client, REGISTERED), read(client, BARRED), Boolean.parseBoolean(client.getAttribute(LOCKED)));
    }

    /**
     * Bars a key for a client after evidence of theft, in a transaction of its own: from now on only the keys that were
     * in use before, and registered ones, are accepted.
     *
     * @param session the session of the request
     * @param client the client
     * @param key the thief's key
     * @param inUse the keys that the client has used so far
     */
    static void bar(KeycloakSession session, ClientModel client, KeyThumbprint key, Set<String> inUse) {
        committed(session, client, stored -> {
            add(stored, BARRED, Set.of(key.value()));
            add(
                    stored,
                    REGISTERED,
                    inUse.stream().filter(used -> !used.equals(key.value())).collect(Collectors.toSet()));
            stored.setAttribute(LOCKED, "true");
        });
    }

    /**
     * Bars a key as an administrator does, in a transaction of its own: it is in force when this returns, whatever becomes of the
     * request. No other key is touched, nothing is locked.
     *
     * @param session the session of the request
     * @param client the client
     * @param key the key
     */
    public static void bar(KeycloakSession session, ClientModel client, KeyThumbprint key) {
        committed(session, client, stored -> {
            add(stored, BARRED, Set.of(key.value()));
            write(stored, REGISTERED, without(of(stored).registered(), key.value()));
        });
    }

    private static void committed(KeycloakSession session, ClientModel client, Consumer<ClientModel> change) {
        KeycloakModelUtils.runJobInTransaction(session.getKeycloakSessionFactory(), session.getContext(), own -> {
            ClientModel stored = own.clients().getClientById(own.getContext().getRealm(), client.getId());
            if (stored != null) {
                change.accept(stored);
            }
        });
    }

    /**
     * Releases a barred key: it is as any other key that was never seen.
     *
     * @param client the client
     * @param value the thumbprint
     * @return whether it was barred
     */
    public static boolean release(ClientModel client, String value) {
        Set<String> barred = of(client).barred();
        write(client, BARRED, without(barred, value));
        return barred.contains(value);
    }

    /**
     * Lifts the lock: new keys are admitted again as the policy says. Registered and barred keys stay.
     *
     * @param client the client
     * @return whether it was locked
     */
    public static boolean unlock(ClientModel client) {
        boolean locked = of(client).locked();
        client.removeAttribute(LOCKED);
        return locked;
    }

    private static Set<String> without(Set<String> keys, String value) {
        return keys.stream().filter(key -> !key.equals(value)).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static void write(ClientModel client, String attribute, Set<String> keys) {
        if (keys.isEmpty()) {
            client.removeAttribute(attribute);
        } else {
            client.setAttribute(attribute, String.join(" ", keys));
        }
    }

    /** What holds for new keys: a lock leaves only the registered ones. */
    KeyAdmission admission(KeyAdmission byPolicy) {
        return locked ? KeyAdmission.REGISTERED : byPolicy;
    }

    private static Set<String> read(ClientModel client, String attribute) {
        String value = client.getAttribute(attribute);
        return value == null || value.isBlank()
                ? Set.of()
                : Arrays.stream(value.trim().split("\\s+")).collect(Collectors.toUnmodifiableSet());
    }

    private static void add(ClientModel client, String attribute, Set<String> keys) {
        Set<String> all = new LinkedHashSet<>(keys);
        all.addAll(read(client, attribute));
        client.setAttribute(attribute, all.stream().limit(MOST_KEYS).collect(Collectors.joining(" ")));
    }
}
