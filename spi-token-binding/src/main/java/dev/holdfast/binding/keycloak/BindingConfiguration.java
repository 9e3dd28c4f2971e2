package dev.holdfast.binding.keycloak;

import dev.holdfast.binding.BindingSettings;
import dev.holdfast.binding.KeyAdmission;
import dev.holdfast.binding.KeyChange;
import dev.holdfast.binding.LifetimeCaps;
import dev.holdfast.binding.Mode;
import dev.holdfast.binding.NonceDemand;
import dev.holdfast.binding.ProofPolicy;
import dev.holdfast.binding.RegistrationRule;
import dev.holdfast.binding.SeenKeys;
import dev.holdfast.events.KeyThumbprint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The executor's configuration as it stands in a client profile. */
public final class BindingConfiguration extends ExecutorConfiguration<BindingSettings> {

    private static final Setting MODE = Setting.choice(
            "mode",
            "Mode",
            "enforce refuses requests without the right key; observe only reports them.",
            "enforce",
            "observe");
    private static final Setting MECHANISMS = Setting.choice(
            "mechanisms",
            "Accepted mechanisms",
            "How a client proves its key: dpop (RFC 9449), mtls (RFC 8705) or either of them.",
            "either",
            "dpop",
            "mtls");
    private static final Setting BIND_REFRESH_TOKENS = Setting.flag(
            "bind-refresh-tokens",
            "Bind refresh tokens",
            "Binds refresh tokens of confidential clients to the key too. Keycloak alone leaves them usable with any key.",
            true);
    private static final Setting KEY_ADMISSION = Setting.choice(
            "key-admission",
            "Key admission",
            "Which keys a client may use: first-seen remembers every key and limits new ones; registered accepts only"
                    + " those in the client attribute " + ClientKeys.REGISTERED + "; any accepts all.",
            "first-seen",
            "registered",
            "any");
    private static final Setting NEW_KEYS = Setting.number(
            "new-keys",
            "New keys",
            "With first-seen: how many keys of a client may be new within the period.",
            10,
            1,
            64);
    private static final Setting NEW_KEYS_PERIOD = Setting.number(
            "new-keys-period-seconds",
            "New keys period",
            "With first-seen: the period for the limit of new keys, in seconds.",
            3600,
            60,
            2592000);
    private static final Setting KEY_CHANGE = Setting.choice(
            "key-change",
            "Key change within a session",
            "What a client may do to go on with another key in a session: refuse needs a new session;"
                    + " with-client-authentication accepts a new key of a client that authenticated with a private key"
                    + " (private_key_jwt, mTLS, attestation); with-proof-of-both-keys accepts one that the old key has signed"
                    + " over in the header " + KeyHandOver.HEADER + ".",
            "refuse",
            "with-client-authentication",
            "with-proof-of-both-keys");
    private static final Setting PROOF_ALGORITHMS = Setting.list(
            "proof-algorithms",
            "Proof algorithms",
            "Accepted algorithms of DPoP proofs, separated by commas. RSA keys need 2048 bits or more.",
            List.of("ES256", "ES384", "PS256", "EdDSA"),
            List.of("ES256", "ES384", "ES512", "PS256", "PS384", "PS512", "RS256", "RS384", "RS512", "EdDSA"));
    private static final Setting MAX_PROOF_AGE = Setting.number(
            "max-proof-age-seconds",
            "Longest proof age",
            "How old a DPoP proof may be, in seconds. Older than 23 is refused in every case.",
            23,
            1,
            23);
    private static final Setting MAX_CLOCK_SKEW = Setting.number(
            "max-clock-skew-seconds",
            "Longest clock skew",
            "How far in the future a DPoP proof may be issued, in seconds. Keycloak itself accepts 15 and cannot be widened.",
            15,
            0,
            15);
    private static final Setting SERVER_NONCE = Setting.choice(
            "server-nonce",
            "Server nonce",
            "When a DPoP proof has to carry a nonce of the server (RFC 9449 section 8): on-risk asks when the risk engine"
                    + " wants a fresh proof; always asks every client; the authorization code and device grants cannot ask.",
            "on-risk",
            "off",
            "always");
    private static final Setting NONCE_LIFETIME = Setting.number(
            "nonce-lifetime-seconds", "Nonce lifetime", "How long a nonce is accepted, in seconds.", 120, 10, 600);
    private static final Setting MAX_ACCESS_TOKEN_LIFETIME = Setting.number(
            "max-access-token-lifetime-seconds",
            "Longest lifetime of access tokens",
            "Access and ID tokens live at most so many seconds, whatever the client or realm says.",
            300,
            10,
            3600);
    private static final Setting MAX_REFRESH_TOKEN_LIFETIME = Setting.number(
            "max-refresh-token-lifetime-seconds",
            "Longest lifetime of refresh tokens",
            "Refresh tokens live at most so many seconds, whatever the client or realm says.",
            1800,
            60,
            2592000);
    private static final Setting MAX_SESSION_LIFETIME = Setting.number(
            "max-session-lifetime-seconds",
            "Longest lifetime of sessions",
            "A session older than so many seconds gets no more tokens, whatever the client or realm says.",
            43200,
            60,
            31536000);
    private static final Setting MAX_OFFLINE_LIFETIME = Setting.number(
            "max-offline-token-lifetime-seconds",
            "Longest lifetime of offline tokens",
            "Offline tokens live at most so many seconds; 0 refuses them.",
            0,
            0,
            31536000);
    private static final Setting REGISTRATION = Setting.choice(
            "registration",
            "Registration and change of clients",
            "What happens when a client is registered or changed whose own settings are laxer than this policy: they are"
                    + " brought in line, the request is refused, or they are left (tokens are held to the policy all the same).",
            "auto-configure",
            "refuse",
            "ignore");

    /** All settings, in the order of the console. */
    static final List<Setting> SETTINGS = List.of(
            MODE,
            MECHANISMS,
            BIND_REFRESH_TOKENS,
            KEY_CHANGE,
            KEY_ADMISSION,
            NEW_KEYS,
            NEW_KEYS_PERIOD,
            PROOF_ALGORITHMS,
            MAX_PROOF_AGE,
            MAX_CLOCK_SKEW,
            SERVER_NONCE,
            NONCE_LIFETIME,
            MAX_ACCESS_TOKEN_LIFETIME,
            MAX_REFRESH_TOKEN_LIFETIME,
            MAX_SESSION_LIFETIME,
            MAX_OFFLINE_LIFETIME,
            REGISTRATION);

    private static final BindingSettings DEFAULTS = read(Map.of());

    /** An empty configuration: all defaults. */
    public BindingConfiguration() {
        super(SenderConstrainedTokensExecutorFactory.PROVIDER_ID, DEFAULTS);
    }

    @Override
    protected BindingSettings toSettings() {
        return read(getConfigAsMap());
    }

    private static BindingSettings read(Map<String, Object> values) {
        return new BindingSettings(
                Mode.parse(MODE.of(values)),
                switch (MECHANISMS.of(values)) {
                    case "dpop" -> Set.of(KeyThumbprint.Kind.DPOP);
                    case "mtls" -> Set.of(KeyThumbprint.Kind.MTLS);
                    default -> Set.of(KeyThumbprint.Kind.values());
                },
                Boolean.parseBoolean(BIND_REFRESH_TOKENS.of(values)),
                KEY_CHANGE.of(values, KeyChange.class),
                KEY_ADMISSION.of(values, KeyAdmission.class),
                new SeenKeys.Limit((int) NEW_KEYS.numberOf(values), seconds(NEW_KEYS_PERIOD, values)),
                new ProofPolicy(
                        Set.copyOf(PROOF_ALGORITHMS.listOf(values)),
                        seconds(MAX_PROOF_AGE, values),
                        seconds(MAX_CLOCK_SKEW, values)),
                SERVER_NONCE.of(values, NonceDemand.class),
                seconds(NONCE_LIFETIME, values),
                new LifetimeCaps(
                        seconds(MAX_ACCESS_TOKEN_LIFETIME, values),
                        seconds(MAX_REFRESH_TOKEN_LIFETIME, values),
                        seconds(MAX_SESSION_LIFETIME, values),
                        seconds(MAX_OFFLINE_LIFETIME, values)),
                REGISTRATION.of(values, RegistrationRule.class));
    }

    private static Duration seconds(Setting setting, Map<String, Object> values) {
        return Duration.ofSeconds((long) setting.numberOf(values));
    }
}
