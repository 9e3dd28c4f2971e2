package dev.holdfast.binding.keycloak.trace;

/** Every span of ours: name and attributes exist once, the documentation is checked against them. */
public enum HoldfastSpan {
    /** Is the key the right one. */
    BINDING(
            "holdfast.binding",
            "The key of a request is checked. `holdfast.grant`; `holdfast.mode`; `holdfast.error`, the OAuth error if it is"
                    + " refused"),
    /** What is done. */
    ASSESS(
            "holdfast.assess",
            "A request is judged. `holdfast.grant`; `holdfast.mode`; `holdfast.decision`, as in the metric; `holdfast.error`"),
    /** The history. */
    HISTORY(
            "holdfast.history",
            "A history is asked, within the span of its request. `holdfast.access`: observe, refuse, find;"
                    + " `holdfast.error`, the exception"),
    /** One attempt. */
    PUSH(
            "holdfast.push",
            "One attempt to push an event, a trace of its own. `holdfast.receiver`, the client id; `holdfast.outcome`, as in"
                    + " the metric");

    private final String id;
    private final String meaning;

    HoldfastSpan(String id, String meaning) {
        this.id = id;
        this.meaning = meaning;
    }

    /**
     * Its name.
     *
     * @return such as {@code holdfast.assess}
     */
    public String id() {
        return id;
    }

    /**
     * What it times, and its attributes.
     *
     * @return in Markdown
     */
    public String meaning() {
        return meaning;
    }
}
