package dev.holdfast.evaluation.keycloak.trust;

import dev.holdfast.binding.keycloak.Txn;
import dev.holdfast.evaluation.Cause;
import dev.holdfast.evaluation.Change;
import dev.holdfast.evaluation.Trigger;
import dev.holdfast.evaluation.TrustChange;
import dev.holdfast.evaluation.Whom;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.KeycloakSession;

/** Publishes recognised changes in the transaction of the session, each once, all under one {@code txn}. */
final class Announcer {

    private static final String STATE = "holdfast.announced";

    private record Told(Trigger trigger, Whom whom, Change change) {}

    private record State(String txn, Set<Told> told) {}

    private final KeycloakSession session;
    private final SecurityEventPublisher publisher;

    Announcer(KeycloakSession session, SecurityEventPublisher publisher) {
        this.session = session;
        this.publisher = publisher;
    }

    /** Before something is announced while the transaction commits. */
    void expect() {
        publisher.expect(session);
    }

    void announce(List<TrustChange> changes) {
        announce(Optional.empty(), changes);
    }

    /** With the name that the cause has already, if it has one. */
    void announce(Optional<String> txn, List<TrustChange> changes) {
        State state = session.getAttribute(STATE, State.class);
        if (state == null) {
            state = new State(txn.orElseGet(() -> Txn.of(session)), new HashSet<>());
            session.setAttribute(STATE, state);
        }
        Set<Told> told = state.told();
        List<TrustChange> news = changes.stream()
                .filter(change -> told.add(told(change.cause())))
                .toList();
        if (!news.isEmpty()) {
            publisher.publish(session, state.txn(), news);
        }
    }

    private static Told told(Cause cause) {
        return new Told(cause.trigger(), cause.whom(), cause.change());
    }
}
