package dev.holdfast.binding.keycloak.metric;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What Holdfast counts and times: name, labels and meaning exist once, the documentation is checked against them. They stand
 * on the registry that Keycloak serves at {@code /metrics} with {@code --metrics-enabled=true}; without it they cost next to
 * nothing. The values of labels are words of the code, never anything that a request brings: their number is bounded.
 */
@SuppressWarnings("ImmutableEnumChecker") // The lists are made by List.of.
public enum HoldfastMetric {
    /** See {@link #meaning()}, as for all. */
    DECISIONS(
            "holdfast.decisions",
            Kind.COUNTER,
            "Requests for tokens that were judged. `decision`: allow, restrict, rebind, revoke, or none where the history"
                    + " could not be reached; `mode`: enforce, observe",
            "decision",
            "mode"),
    /** Time of a judgement. */
    EVALUATION("holdfast.evaluation", Kind.TIMER, "Time to judge a request, the history included"),
    /** Time of the history. */
    HISTORY(
            "holdfast.history",
            Kind.TIMER,
            "Time that requests wait for histories. `access`: observe, refuse, find",
            "access"),
    /** Failures of the history. */
    HISTORY_FAILURES(
            "holdfast.history.failures",
            Kind.COUNTER,
            "Requests whose history could not be reached: their tokens were short-lived. Anything but 0 deserves a look"),
    /** Breaches. */
    BREACHES(
            "holdfast.breaches",
            Kind.COUNTER,
            "Genuine tokens or secrets that came without their key. `kind`: wrong_key, missing_key, barred_key,"
                    + " unverified_proof",
            "kind"),
    /** Barred keys. */
    KEYS_BARRED("holdfast.keys.barred", Kind.COUNTER, "Keys that were barred. `by`: policy, administrator", "by"),
    /** Inbound signals. */
    SIGNALS(
            "holdfast.signals",
            Kind.COUNTER,
            "Security events that others sent. `outcome`: raise_risk, rebind, revoke; nobody for one that concerns no"
                    + " session; ignored, repeated; surplus beyond per-subject; too_many, unavailable; or the code of a refusal",
            "outcome"),
    /** Polls of transmitters. */
    SIGNAL_POLLS(
            "holdfast.signal.polls",
            Kind.COUNTER,
            "Turns with transmitters that are polled. `outcome`: events, empty; too_many, incomplete;"
                    + " failed; left_out, at each look, for one that is beyond the limits",
            "outcome"),
    /** Streams that events could not be written for. */
    STREAM_FAILURES(
            "holdfast.stream.failures",
            Kind.COUNTER,
            "Times that a receiver was not told because its settings could not be read or nothing could be written for it; the log"
                    + " names it. Anything but 0 deserves a look"),
    /** Mode changes. */
    MODE_CHANGES(
            "holdfast.mode.changes",
            Kind.COUNTER,
            "Uses of the break-glass through the admin REST. `mode`: off, observe, enforce",
            "mode"),
    /** What the journal has not kept. */
    JOURNAL_GAPS(
            "holdfast.journal.gaps",
            Kind.COUNTER,
            "Decisions that the journal of this node did not keep. `cause`: buffer (full), database (failed). Anything but 0"
                    + " deserves a look",
            "cause");

    private enum Kind {
        COUNTER,
        TIMER
    }

    private final String id;
    private final Kind kind;
    private final String meaning;
    private final List<String> labels;

    HoldfastMetric(String id, Kind kind, String meaning, String... labels) {
        this.id = id;
        this.kind = kind;
        this.meaning = meaning;
        this.labels = List.of(labels);
    }

    /**
     * The name as it stands at {@code /metrics}.
     *
     * @return such as {@code holdfast_decisions_total}
     */
    public String exported() {
        return id.replace('.', '_') + (kind == Kind.COUNTER ? "_total" : "_seconds");
    }

    /**
     * What it counts.
     *
     * @return a sentence, in Markdown
     */
    public String meaning() {
        return meaning;
    }

    /**
     * Its labels.
     *
     * @return their names
     */
    public List<String> labels() {
        return labels;
    }

    /**
     * Counts one.
     *
     * @param values of the labels, in their order; words of the code
     * @throws IllegalArgumentException if there is not one for each label
     */
    public void count(String... values) {
        Metrics.counter(id, tags(values)).increment();
    }

    /**
     * Adds a time.
     *
     * @param time how long it took
     * @param values of the labels
     */
    public void time(Duration time, String... values) {
        Metrics.timer(id, tags(values)).record(time);
    }

    /**
     * Shows a count that is kept elsewhere.
     *
     * @param source where
     * @param count the count, which only grows
     * @param values of the labels
     * @param <T> where
     */
    public <T> void watch(T source, ToDoubleFunction<T> count, String... values) {
        FunctionCounter.builder(id, source, count).tags(tags(values)).register(Metrics.globalRegistry);
    }

    private String[] tags(String... values) {
        if (values.length != labels.size()) {
            throw new IllegalArgumentException(id + " has the labels " + labels);
        }
        List<String> tags = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            tags.add(labels.get(i));
            tags.add(values[i]);
        }
        return tags.toArray(String[]::new);
    }
}
