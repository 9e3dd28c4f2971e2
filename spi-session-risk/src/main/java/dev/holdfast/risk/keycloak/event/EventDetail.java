package dev.holdfast.risk.keycloak.event;

import java.util.Locale;

/** A detail of Keycloak's events. */
public enum EventDetail {
    /** The name. */
    TXN("Names what was caused: the same as in the answer to a refused caller, as `id` in the decision journal and as"
            + " `txn` in the security events (RFC 8417 section 2.2)"),
    /** The answer. */
    DECISION("`allow`, `restrict`, `rebind`, `revoke`; `refuse` for what the binding refused; `none` where the history"
            + " could not be reached"),
    /** The level. */
    RISK_LEVEL("`LOW`, `MEDIUM` or `HIGH` (CAEP 1.0 section 3.8)"),
    /** The score. */
    SCORE("The score in nats, rounded"),
    /** The mode. */
    MODE("`enforce`; `observe` where the decision was not acted on");

    private final String meaning;

    EventDetail(String meaning) {
        this.meaning = meaning;
    }

    /**
     * Its name in an event.
     *
     * @return such as {@code holdfast_txn}
     */
    public String key() {
        return "holdfast_" + name().toLowerCase(Locale.ROOT);
    }

    /**
     * What it says.
     *
     * @return a sentence, in Markdown
     */
    public String meaning() {
        return meaning;
    }
}
