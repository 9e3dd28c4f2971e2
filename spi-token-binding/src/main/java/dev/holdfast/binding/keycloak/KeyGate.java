package dev.holdfast.binding.keycloak;

import dev.holdfast.binding.BindingKeys;
import dev.holdfast.binding.BindingSettings;
import dev.holdfast.binding.KeyAdmission;
import dev.holdfast.binding.SeenKeys;
import dev.holdfast.events.KeyThumbprint;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

/** Admits keys of clients and bars those of thieves. */
final class KeyGate {

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
                continue;
            }
            if (verdict == KeyAdmission.Verdict.NEW && admission == KeyAdmission.FIRST_SEEN) {
                verdict = seenKeys.use(identity(client), key, Instant.now(), settings.seenKeysLimit());
            }
            switch (verdict) {
                case BARRED, NOT_REGISTERED, TOO_MANY_NEW -> {
                    return Optional.of(new Refusal(key, verdict));
                }
                case KNOWN, NEW -> {}
            }
        }
        return Optional.empty();
    }

    /**
     * Bars a key that came with stolen credentials. A key that the client has used before is left alone: instances that
     * mix up their tokens are a fault, and barring one would be a weapon for whoever relays its proofs.
     */
    void bar(ClientModel client, KeyThumbprint key) {
        ClientKeys named = ClientKeys.of(client);
        var inUse = seenKeys.of(identity(client));
        if (!named.registered().contains(key.value())
                && !named.barred().contains(key.value())
                && !inUse.contains(key.value())) {
            ClientKeys.bar(session, client, key, inUse);
        }
    }

    private static String identity(ClientModel client) {
        return client.getRealm().getId() + "|" + client.getId();
    }
}
