package dev.holdfast.risk.decision;

/** The numbers of a risk policy: name in its JSON, default, range and meaning, once for console, replay tool and documents. */
public enum RiskSetting {
    /** See {@link #help()}, as for all. */
    RESTRICT("restrict-nats", "Restrict from", "From this score on, in nats, tokens are short-lived.", 4, -100, 100),
    /** Rebind. */
    REBIND(
            "rebind-nats",
            "Rebind from",
            "From this score on, in nats, a fresh proof is asked for, or a new grant where the flow cannot ask.",
            7,
            0.5,
            100),
    /** Revoke. */
    REVOKE(
            "revoke-nats",
            "Revoke from",
            "From this score on, in nats, and with two independent kinds of evidence, the session ends.",
            10,
            9,
            100),
    /** Lifetime. */
    RESTRICTED_LIFETIME(
            "restricted-lifetime-seconds",
            "Restricted lifetime",
            "Lifetime of a restricted access token in seconds.",
            60,
            5,
            600),
    /** Cold start. */
    COLD(
            "cold-lessons",
            "Cold until",
            "Before so many clean requests an identity is cold: only an invariant revokes.",
            20,
            0,
            1000),
    /** Corroboration. */
    CORROBORATING(
            "corroborating-nats",
            "Corroborating from",
            "From this weight on, in nats, a kind of evidence counts as one of the two that a revocation needs.",
            2.5,
            1,
            100),
    /** Retries. */
    RETRY_ENVELOPE(
            "retry-envelope-seconds",
            "Retry envelope",
            "So long after its successor was used a refresh token may come again, in seconds.",
            120,
            0,
            3600),
    /** Fleets. */
    FLEET_SESSIONS(
            "fleet-sessions",
            "Sessions of a fleet event",
            "So many sessions of an identity that move together with their keys intact are a fleet event.",
            3,
            2,
            1000),
    /** Fleets. */
    FLEET_PERCENT(
            "fleet-percent",
            "Share of a fleet event",
            "Or so many percent of its live sessions, at least two.",
            30,
            1,
            100),
    /** Cap. */
    MOST_WEIGHT("most-weight-nats", "Weight cap", "No signal but an invariant weighs more, in nats.", 6, 1, 20);

    private final String key;
    private final String label;
    private final String help;
    private final double byDefault;
    private final double min;
    private final double max;

    RiskSetting(String key, String label, String help, double byDefault, double min, double max) {
        this.key = key;
        this.label = label;
        this.help = help;
        this.byDefault = byDefault;
        this.min = min;
        this.max = max;
    }

    /**
     * The name in the JSON of the policy.
     *
     * @return words with hyphens, the unit last
     */
    public String key() {
        return key;
    }

    /**
     * The name in the console.
     *
     * @return a few words
     */
    public String label() {
        return label;
    }

    /**
     * What it does.
     *
     * @return a sentence
     */
    public String help() {
        return help;
    }

    /**
     * The default.
     *
     * @return within the range
     */
    public double byDefault() {
        return byDefault;
    }

    /**
     * The smallest value.
     *
     * @return included
     */
    public double min() {
        return min;
    }

    /**
     * The largest value.
     *
     * @return included
     */
    public double max() {
        return max;
    }
}
