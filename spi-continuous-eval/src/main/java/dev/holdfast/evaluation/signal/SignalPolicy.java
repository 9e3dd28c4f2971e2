package dev.holdfast.evaluation.signal;

import dev.holdfast.evaluation.signal.RefusedSetException.Code;
import dev.holdfast.events.EventType;
import dev.holdfast.risk.report.ReportWeight;
import java.util.Optional;
import java.util.Set;

/**
 * What a signal may cause. Decided by the signal and the configuration alone: an answer tells nothing of which sessions
 * exist.
 */
public final class SignalPolicy {

    /** A relying party that ended a session of its own has a reason, whatever its word counts here. */
    private static final double REVOKED_ELSEWHERE_NATS = 5;

    private static final String REPLAYED = "proof-replayed";
    private static final Set<String> KNOWN_SIGNALS = Set.of("abuse", "job-ended", REPLAYED);

    private static final Set<String> OF_STREAMS = Set.of(EventType.VERIFICATION.uri(), EventType.STREAM_UPDATED.uri());

    private SignalPolicy() {}

    /**
     * Decides.
     *
     * @param realmIssuer the issuer of the realm's users
     * @param transmitter who says it
     * @param signal what it says
     * @return what comes of it
     * @throws RefusedSetException if the transmitter may not say this, or whom it names cannot be understood
     */
    public static SignalPlan plan(String realmIssuer, Transmitter transmitter, InboundSignal signal)
            throws RefusedSetException {
        if (OF_STREAMS.contains(signal.type())) {
            return new SignalPlan.Ignore("it is about the stream");
        }
        Effect allowed = transmitter.effects().get(signal.type());
        if (allowed == null) {
            throw denied("this transmitter may not send events of this type");
        }
        Effect effect = bounded(allowed, signal);
        SignalScope scope = new SubjectScope(realmIssuer).of(signal.subject());
        boolean granted = isGranted(transmitter, scope);
        if (!granted
                && !(scope instanceof SignalScope.OfSession
                        && !transmitter.speaksFor().isEmpty())) {
            throw denied("this transmitter may not speak of such a subject");
        }
        if (effect == Effect.REVOKE && scope instanceof SignalScope.OfTenant) {
            throw denied("a whole realm is not revoked by a signal");
        }
        if (effect == Effect.REVOKE
                && scope instanceof SignalScope.OfKey key
                && key.clientId().isEmpty()) {
            throw denied("a key is revoked at a client: name the application");
        }
        double weight = weight(signal);
        if (effect == Effect.RAISE_RISK && weight <= 0) {
            return new SignalPlan.Ignore("it raises no risk");
        }
        return new SignalPlan.Act(effect, scope, granted, weight, words(transmitter, signal));
    }

    /** A thief who replays a proof at an API would else end the sessions of his victim at will. */
    private static Effect bounded(Effect allowed, InboundSignal signal) {
        boolean replayed = signal.text("holdfast_signal").equals(Optional.of(REPLAYED));
        return replayed ? Effect.RAISE_RISK : allowed;
    }

    private static boolean isGranted(Transmitter transmitter, SignalScope scope) {
        Set<Grant> grants = transmitter.grants();
        if (scope instanceof SignalScope.OfSession of) {
            return (of.clientId().isPresent() && grants.contains(Grant.APPLICATION))
                    || (of.userId().isPresent() && grants.contains(Grant.USER));
        }
        if (scope instanceof SignalScope.OfKey key) {
            return grants.contains(Grant.KEY) || (key.clientId().isPresent() && grants.contains(Grant.APPLICATION));
        }
        if (scope instanceof SignalScope.OfUser user) {
            return grants.contains(Grant.USER) || (user.clientId().isPresent() && grants.contains(Grant.APPLICATION));
        }
        return grants.contains(scope instanceof SignalScope.OfApplication ? Grant.APPLICATION : Grant.TENANT);
    }

    private static double weight(InboundSignal signal) {
        return signal.type().equals(EventType.SESSION_REVOKED.uri())
                ? REVOKED_ELSEWHERE_NATS
                : ReportWeight.nats(signal.type(), signal.text("current_level").orElse(""));
    }

    private static String words(Transmitter transmitter, InboundSignal signal) {
        String kind = signal.text("holdfast_signal")
                .filter(KNOWN_SIGNALS::contains)
                .map(name -> " (" + name + ")")
                .orElse("");
        return ReportWeight.name(signal.type()) + kind + " by " + transmitter.name();
    }

    private static RefusedSetException denied(String description) {
        return new RefusedSetException(Code.ACCESS_DENIED, description);
    }
}
