package dev.holdfast.rp.sidecar;

import java.util.Locale;
import java.util.Optional;

/** Every setting of the sidecar, once: name, default, unit, range. What has no default must be set. */
public enum Setting {
    /** The realm. */
    ISSUER("issuer", Kind.ADDRESS, "the issuer of tokens and events, such as https://kc.example/realms/demo"),
    /** Whom tokens must be meant for. */
    AUDIENCE("audience", Kind.TEXT, "the audience that tokens must name"),
    /** Where the gateway is reached. */
    ORIGINS(
            "origins",
            Kind.LIST,
            "scheme and host that clients use, such as https://api.example; commas between several"),
    /** What the transmitter must know. */
    EVENTS_AUTHORIZATION(
            "events.authorization", Kind.SECRET, "the Authorization header agreed on with the transmitter of events"),

    /** The audience of events. */
    EVENTS_AUDIENCE("events.audience", Kind.TEXT, "", "the audience that events must name; empty: that of tokens"),
    /** The keys of the issuer. */
    JWKS_URI("jwks.uri", Kind.ADDRESS, "", "the issuer's keys; empty: the address that Keycloak gives them"),
    /** Types besides at+jwt. */
    TOKEN_TYPE_JWT("token.type-jwt", Kind.FLAG, "false", "also accept tokens of type JWT, Keycloak's default"),
    /** Tokens without a key. */
    BEARER("bearer", Kind.FLAG, "false", "also accept tokens that are bound to no key"),
    /** Lifetime of tokens. */
    TOKEN_LIFETIME("token.max-lifetime", 3_600, 1, 31_622_400, "seconds", "the longest time from iat to exp"),
    /** Lifetime of proofs. */
    PROOF_LIFETIME("proof.lifetime", 60, 1, 300, "seconds", "how long a proof is good for"),
    /** Skew of clocks. */
    CLOCK_SKEW("clock.skew", 10, 0, 60, "seconds", "by how much clocks may differ"),
    /** Key of nonces. */
    NONCE_KEY("nonce.key", Kind.SECRET, "", "base64 of 32 bytes or more; empty: no nonce is demanded in proofs"),
    /** Lifetime of nonces. */
    NONCE_LIFETIME("nonce.lifetime", 60, 1, 300, "seconds", "how long a nonce is good for"),
    /** Room for revocations. */
    REVOCATIONS("revocations.capacity", 1_000_000, 1, 50_000_000, "entries", "room for revocations, 200 bytes each"),
    /** Room for proofs. */
    PROOFS(
            "proofs.capacity",
            1_000_000,
            1,
            50_000_000,
            "entries",
            "room for used proofs: those of two proof lifetimes"),

    /** Where it listens. */
    LISTEN_ADDRESS("listen.address", Kind.TEXT, "127.0.0.1", "the address to listen on"),
    /** Where it listens. */
    LISTEN_PORT("listen.port", 8_181, 0, 65_535, "port", "the port to listen on; 0: a free one"),
    /** Who may ask. */
    TRUSTED_PROXIES("trusted.proxies", Kind.LIST, "", "addresses or networks of gateways besides this machine"),
    /** Requests at a time. */
    THREADS("threads", 16, 1, 256, "threads", "requests worked on at a time"),
    /** Requests that wait. */
    WAITING("waiting", 1_024, 1, 65_536, "requests", "requests that may wait; one more is cut off"),
    /** Time to stop. */
    STOP_GRACE("stop.grace", 5, 0, 60, "seconds", "how long requests may take to end when it stops");

    enum Kind {
        TEXT,
        SECRET,
        ADDRESS,
        LIST,
        FLAG,
        NUMBER
    }

    final Kind kind;
    final Optional<String> defaultValue;
    final String meaning;
    final int min;
    final int max;
    private final String key;
    private final String unit;

    Setting(String key, Kind kind, String meaning) {
        this(key, kind, Optional.empty(), meaning, 0, 0, "");
    }

    Setting(String key, Kind kind, String defaultValue, String meaning) {
        this(key, kind, Optional.of(defaultValue), meaning, 0, 0, "");
    }

    Setting(String key, int defaultValue, int min, int max, String unit, String meaning) {
        this(key, Kind.NUMBER, Optional.of(Integer.toString(defaultValue)), meaning, min, max, unit);
    }

    Setting(String key, Kind kind, Optional<String> defaultValue, String meaning, int min, int max, String unit) {
        this.key = key;
        this.kind = kind;
        this.defaultValue = defaultValue;
        this.meaning = meaning;
        this.min = min;
        this.max = max;
        this.unit = unit;
    }

    /**
     * The name in the properties file.
     *
     * @return words with dots and hyphens
     */
    public String key() {
        return key;
    }

    /**
     * The name in the environment, which wins over the file.
     *
     * @return such as {@code HOLDFAST_EVENTS_AUTHORIZATION}
     */
    public String variable() {
        return "HOLDFAST_" + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** What to write, for people. */
    String range() {
        return switch (kind) {
            case NUMBER -> min + " to " + max + " " + unit;
            case FLAG -> "true or false";
            case ADDRESS -> "https, or http on this machine";
            case TEXT, SECRET, LIST -> "text";
        };
    }
}
