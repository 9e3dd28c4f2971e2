package dev.holdfast.risk.replay;

import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.risk.observation.RawRequest;
import java.time.Instant;
import java.util.Optional;

/** One line of the input. */
sealed interface ObservationRecord {

    /**
     * A request for tokens.
     *
     * @param realm the realm
     * @param client the client
     * @param workload the workload, empty without one
     * @param session the session, empty for transient ones
     * @param request the request
     */
    record Request(String realm, String client, String workload, String session, RawRequest request)
            implements ObservationRecord {}

    /**
     * What others report.
     *
     * @param at when
     * @param about whom it is about
     * @param event the type of the event
     * @param bar whether later grants are barred too
     * @param level the risk level in the payload, empty without one
     */
    record Signal(Instant at, About about, String event, boolean bar, String level) implements ObservationRecord {}

    /**
     * Whom a signal is about; absent members are not restricted.
     *
     * @param realm the realm
     * @param client the client
     * @param workload the workload
     * @param session the session
     * @param key the key
     */
    record About(
            String realm,
            Optional<String> client,
            Optional<String> workload,
            Optional<String> session,
            Optional<KeyThumbprint> key) {}

    /**
     * Feedback on an earlier request.
     *
     * @param id the observation
     * @param passed whether its rebind was passed, empty if nothing is said of one
     */
    record RebindOutcome(String id, Optional<Boolean> passed) implements ObservationRecord {}
}
