package dev.holdfast.binding.keycloak;

import dev.holdfast.binding.BindingKeys;
import dev.holdfast.binding.BindingSettings;
import dev.holdfast.binding.KeyAdmission;
import dev.holdfast.binding.SeenKeys;
import dev.holdfast.binding.keycloak.metric.HoldfastMetric;
import dev.holdfast.events.KeyThumbprint;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

/** Admits keys of clients and bars those of thieves. */
final class KeyGate {

    private static final Logger LOG = Logger.getLogger(KeyGate.class);

    private static final SeenKeys.Limit NO_LIMIT = new SeenKeys.Limit(Integer.MAX_VALUE, Duration.ofSeconds(1));

    private final KeycloakSession session;
    private final SeenKeys seenKeys;

    KeyGate(KeycloakSession session, SeenKeys seenKeys) {
        this.session = session;
        this.seenKeys = seenKeys;
    }

    /** A key that may not be used, and why. */
    record Refusal(KeyThumbprint key, KeyAdmission.Verdict why) {}

    /**
     * Asks for keys to be admitted.
     *
     * @param keys the keys that the request proves
     * @param expected the keys that the presented token is bound to: they were admitted when it was issued, and only a bar
     *     can stop them
     */
    Optional<Refusal> refuse(ClientModel client, BindingSettings settings, BindingKeys keys, BindingKeys expected) {
        ClientKeys named = ClientKeys.of(client);
        KeyAdmission admission = named.admission(settings.keyAdmission());
        for (KeyThumbprint key : keys.all()) {
            KeyAdmission.Verdict verdict = admission.judge(key, named.barred(), named.registered());
            if (verdict != KeyAdmission.Verdict.BARRED && expected.all().contains(key)) {
                keepInMind(client, key, admission);
                continue;
            }
            if (verdict == KeyAdmission.Verdict.NEW && admission == KeyAdmission.FIRST_SEEN) {
                verdict = use(client, key, settings.seenKeysLimit());
            }
            switch (verdict) {
                case BARRED, NOT_REGISTERED, TOO_MANY_NEW, UNAVAILABLE -> {
                    return Optional.of(new Refusal(key, verdict));
                }
                case KNOWN, NEW -> {}
            }
        }
        return Optional.empty();
    }

    /** Admitted before; a restart may have lost it, and whoever only refreshes would be a stranger at his next grant. */
    private void keepInMind(ClientModel client, KeyThumbprint key, KeyAdmission admission) {
        if (admission == KeyAdmission.FIRST_SEEN && !inUse(client).contains(key.value())) {
            use(client, key, NO_LIMIT);
        }
    }

    private KeyAdmission.Verdict use(ClientModel client, KeyThumbprint key, SeenKeys.Limit limit) {
        try {
            return seenKeys.use(identity(client), key, Instant.now(), limit);
        } catch (RuntimeException e) {
            LOG.errorf("The seen keys cannot be reached: %s", e.getClass().getName());
            return KeyAdmission.Verdict.UNAVAILABLE;
        }
    }

    /**
     * Bars a key that came with stolen credentials. A key that the client has used before is left alone: instances that
     * mix up their tokens are a fault, and barring one would be a weapon for whoever relays its proofs.
     *
     * @param victim the key that the stolen token is bound to: it stays admitted
     * @return whether it is barred from now on
     */
    boolean bar(ClientModel client, KeyThumbprint key, KeyThumbprint victim) {
        ClientKeys named = ClientKeys.of(client);
        Set<String> inUse = new HashSet<>(inUse(client));
        inUse.add(victim.value());
        boolean stranger = !named.registered().contains(key.value())
                && !named.barred().contains(key.value())
                && !inUse.contains(key.value());
        if (stranger) {
            ClientKeys.bar(session, client, key, inUse);
            HoldfastMetric.KEYS_BARRED.count("policy");
        }
        return stranger;
    }

    private Set<String> inUse(ClientModel client) {
        try {
            return seenKeys.of(identity(client));
        } catch (RuntimeException e) {
            LOG.errorf("The seen keys cannot be reached: %s", e.getClass().getName());
            return Set.of();
        }
    }

    private static String identity(ClientModel client) {
        return client.getRealm().getId() + "|" + client.getId();
    }
}
