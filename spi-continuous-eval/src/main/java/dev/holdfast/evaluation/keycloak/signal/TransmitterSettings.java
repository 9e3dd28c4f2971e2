package dev.holdfast.evaluation.keycloak.signal;

import static dev.holdfast.evaluation.keycloak.signal.ComponentSetting.invalid;
import static dev.holdfast.evaluation.keycloak.signal.ComponentSetting.isTrusted;
import static dev.holdfast.evaluation.keycloak.signal.ComponentSetting.number;
import static dev.holdfast.evaluation.keycloak.signal.ComponentSetting.require;
import static dev.holdfast.evaluation.keycloak.signal.ComponentSetting.required;
import static dev.holdfast.evaluation.keycloak.signal.ComponentSetting.secret;
import static dev.holdfast.evaluation.keycloak.signal.ComponentSetting.text;
import static dev.holdfast.evaluation.keycloak.signal.ComponentSetting.value;
import static dev.holdfast.evaluation.keycloak.signal.ComponentSetting.words;

import dev.holdfast.evaluation.delivery.AddressPolicy;
import dev.holdfast.evaluation.keycloak.http.ConfiguredAddresses;
import dev.holdfast.evaluation.signal.Effect;
import dev.holdfast.evaluation.signal.Grant;
import dev.holdfast.evaluation.signal.Transmitter;
import dev.holdfast.events.EventType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.component.ComponentModel;
import org.keycloak.jose.jwk.JSONWebKeySet;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.util.JsonSerialization;

/** The settings of a transmitter: each exists once, for the console, the validation and the documentation. */
public final class TransmitterSettings {

    private static final String LISTS = " Several are separated by spaces.";
    private static final Set<String> ALGORITHMS =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA");

    /** A secret that can be guessed is none. */
    private static final int LEAST_BEARER = 16;

    private static final ProviderConfigProperty ISSUER =
            text("issuer", "Issuer", "The iss of its events, compared character by character. Required.", "");
    private static final ProviderConfigProperty AUDIENCE =
            text("audience", "Audience", "The aud of its events: what it calls this realm. Required.", "");
    private static final ProviderConfigProperty JWKS_URL = text(
            "jwks-url",
            "JWKS URL",
            "Where its public keys are fetched: https, or http on this machine. Either this or the keys themselves.",
            "");
    private static final ProviderConfigProperty JWKS =
            text("jwks", "JWKS", "Its public keys as a JWKS document. Either this or the JWKS URL.", "");
    private static final ProviderConfigProperty BEARER = secret(
            "bearer",
            "Bearer token",
            "It sends Authorization: Bearer with this value, of at least 16 characters; can be a reference to the vault."
                    + " Required where it pushes.");
    private static final ProviderConfigProperty SIGNATURES = text(
            "algorithms",
            "Signature algorithms",
            "JWS algorithms that are accepted, asymmetric ones only." + LISTS,
            "RS256 PS256 ES256");
    private static final ProviderConfigProperty SPEAKS_FOR = text(
            "speaks-for",
            "Speaks for",
            "Audiences: it may speak of sessions whose access tokens carried one of them. Empty means of none." + LISTS,
            "");
    private static final ProviderConfigProperty RAISE_RISK = text(
            "raise-risk",
            "Raises risk by",
            "Event types that count as evidence at the next request, by short name or URI." + LISTS,
            "risk-level-change credential-compromise session-revoked credential-change token-claims-change"
                    + " assurance-level-change account-disabled account-purged");
    private static final ProviderConfigProperty REBIND = text(
            "rebind",
            "Demands a proof by",
            "Event types after which the holder has to prove its key anew." + LISTS,
            "");
    private static final ProviderConfigProperty REVOKE = text(
            "revoke",
            "Revokes by",
            "Event types that end the session. The strongest of the three effects of a type holds; a replayed proof never"
                    + " does more than raise the risk." + LISTS,
            "");
    private static final ProviderConfigProperty GRANTS = text(
            "grants", "May also speak of", "Whom beyond such sessions: key, user, application, tenant." + LISTS, "");
    private static final ProviderConfigProperty SESSIONS = number(
            "max-sessions",
            "Most sessions",
            "So many sessions may end by one signal; a signal that would end more ends none.",
            10,
            1,
            10_000);
    private static final ProviderConfigProperty PER_MINUTE =
            number("per-minute", "Signals a minute", "So many are taken in a minute, on each node.", 60, 1, 10_000);
    private static final ProviderConfigProperty PER_SUBJECT = number(
            "per-subject",
            "Reports a minute of one subject",
            "So many reports of risk of the same weight about one subject count in a minute, on each node; more are taken in and"
                    + " change nothing. Demands and ends are not limited by subject.",
            5,
            1,
            1_000);

    /** All of them, in the order of the console. */
    public static final List<ProviderConfigProperty> PROPERTIES = Stream.concat(
                    Stream.of(
                            ISSUER,
                            AUDIENCE,
                            JWKS_URL,
                            JWKS,
                            BEARER,
                            SIGNATURES,
                            SPEAKS_FOR,
                            RAISE_RISK,
                            REBIND,
                            REVOKE,
                            GRANTS,
                            SESSIONS,
                            PER_MINUTE,
                            PER_SUBJECT),
                    PollSettings.PROPERTIES.stream())
            .toList();

    private TransmitterSettings() {}

    /**
     * Reads a component.
     *
     * @param model the component
     * @return the transmitter
     * @throws SettingException if a value is missing or none that its setting can have; the message names it
     */
    static SignalTransmitter read(ComponentModel model) {
        return read(model, ConfiguredAddresses.policy());
    }

    /** The same, where it may be polled at these addresses. */
    static SignalTransmitter read(ComponentModel model, AddressPolicy addresses) {
        Optional<PollSource> source = PollSettings.read(model, addresses);
        String bearer = value(model, BEARER);
        require(source.isPresent() || bearer.length() >= LEAST_BEARER, BEARER);
        String jwksUrl = value(model, JWKS_URL);
        String jwks = value(model, JWKS);
        require(jwksUrl.isEmpty() != jwks.isEmpty(), JWKS_URL);
        require(jwksUrl.isEmpty() || isTrusted(jwksUrl), JWKS_URL);
        require(jwks.isEmpty() || isKeySet(jwks), JWKS);
        Set<String> algorithms = words(model, SIGNATURES);
        require(ALGORITHMS.containsAll(algorithms), SIGNATURES);
        Map<String, Effect> effects = new HashMap<>();
        words(model, RAISE_RISK).forEach(type -> effects.put(uri(type, RAISE_RISK), Effect.RAISE_RISK));
        words(model, REBIND).forEach(type -> effects.put(uri(type, REBIND), Effect.REBIND));
        words(model, REVOKE).forEach(type -> effects.put(uri(type, REVOKE), Effect.REVOKE));
        Transmitter transmitter = new Transmitter(
                name(model),
                required(model, ISSUER),
                required(model, AUDIENCE),
                algorithms,
                words(model, SPEAKS_FOR),
                effects,
                grants(model),
                new Transmitter.Limits(
                        number(model, SESSIONS, 10_000),
                        number(model, PER_MINUTE, 10_000),
                        number(model, PER_SUBJECT, 1_000)));
        return new SignalTransmitter(String.valueOf(model.getId()), transmitter, bearer, source, jwksUrl, jwks);
    }

    /** What administrators call it. */
    static String name(ComponentModel model) {
        return model.getName() == null ? "without a name" : model.getName();
    }

    private static Set<Grant> grants(ComponentModel model) {
        Set<Grant> grants = EnumSet.noneOf(Grant.class);
        for (String word : words(model, GRANTS)) {
            grants.add(Arrays.stream(Grant.values())
                    .filter(grant -> grant.name().toLowerCase(Locale.ROOT).equals(word))
                    .findFirst()
                    .orElseThrow(() -> invalid(GRANTS)));
        }
        return grants;
    }

    /** Short names are those of the events that we know; others are given by URI. */
    private static String uri(String type, ProviderConfigProperty setting) {
        if (type.startsWith("https://")) {
            return type;
        }
        return Arrays.stream(EventType.values())
                .map(EventType::uri)
                .filter(uri -> uri.endsWith("/" + type))
                .findFirst()
                .orElseThrow(() -> invalid(setting));
    }

    private static boolean isKeySet(String jwks) {
        try {
            JSONWebKeySet keys = JsonSerialization.readValue(jwks, JSONWebKeySet.class);
            return keys.getKeys() != null && keys.getKeys().length > 0;
        } catch (java.io.IOException e) {
            return false;
        }
    }
}
