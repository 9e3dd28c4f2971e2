package dev.holdfast.evaluation.delivery;

import java.util.List;

/** Every metric of the delivery, once. Names are Micrometer's; Prometheus reads them with underscores. */
public enum DeliveryMetric {
    /** Events in the outbox. */
    DEPTH(
            "holdfast.outbox.depth",
            Kind.GAUGE,
            "realm,receiver,delivery,status",
            "Events in the outbox: `PENDING`, `HELD` (stream paused), `DEAD_LETTER`"),
    /** Age of the oldest waiting event. */
    AGE(
            "holdfast.outbox.age.seconds",
            Kind.GAUGE,
            "realm,receiver,delivery",
            "Age of the oldest event that waits, in seconds; absent if none waits"),
    /** Attempts to push. */
    PUSH(
            "holdfast.push",
            Kind.TIMER,
            "realm,receiver,outcome",
            "Attempts to push and how long the receiver took: `delivered`, `unavailable`, `refused`, `undeliverable`"),
    /** From the outbox to the receiver. */
    LATENCY(
            "holdfast.push.latency",
            Kind.TIMER,
            "realm,receiver",
            "From the writing of an event to its delivery, retries included"),
    /** State of the circuit. */
    CIRCUIT("holdfast.push.circuit", Kind.GAUGE, "realm,receiver", "0 closed, 1 probing, 2 open: nothing is sent"),
    /** Long polls that wait. */
    POLLS("holdfast.poll.waiting", Kind.GAUGE, "", "Long polls that wait for an event, on this node");

    /** How it is counted. */
    public enum Kind {
        /** A value at a time. */
        GAUGE,
        /** A count and a sum of durations. */
        TIMER
    }

    private final String id;
    private final Kind kind;
    /** Separated by commas. */
    private final String labels;

    private final String help;

    DeliveryMetric(String id, Kind kind, String labels, String help) {
        this.id = id;
        this.kind = kind;
        this.labels = labels;
        this.help = help;
    }

    /** Its name in Micrometer. */
    public String id() {
        return id;
    }

    /** Its name in Prometheus, as it stands in a query. */
    public String prometheus() {
        String name = id.replace('.', '_');
        return kind == Kind.TIMER ? name + "_seconds" : name;
    }

    /** How it is counted. */
    public Kind kind() {
        return kind;
    }

    /** The names of its labels. */
    public List<String> labels() {
        return labels.isEmpty() ? List.of() : List.of(labels.split(",", -1));
    }

    /** What it says. */
    public String help() {
        return help;
    }
}
