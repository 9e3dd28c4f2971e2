package dev.holdfast.evaluation.keycloak.signal;

import dev.holdfast.evaluation.signal.InboundSignal;
import dev.holdfast.evaluation.signal.RefusedSetException;
import dev.holdfast.evaluation.signal.RefusedSetException.Code;
import dev.holdfast.evaluation.signal.SetClaims;
import dev.holdfast.evaluation.signal.SetHeader;
import dev.holdfast.evaluation.signal.SignalPlan;
import dev.holdfast.evaluation.signal.SignalPolicy;
import dev.holdfast.evaluation.signal.Transmitter;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.SingleUseObjectProvider;
import org.keycloak.services.Urls;

/**
 * Takes in security event tokens of a transmitter, however they came: verified, not seen before, allowed, within the limits,
 * then acted on. What costs least is asked first.
 */
final class SignalIntake {

    /** A security event token has about one kilobyte. */
    static final int MOST_BYTES = 16 * 1024;

    /** Far longer than taking in a token lasts. */
    private static final long UNDER_WAY_SECONDS = 120;

    private static final Logger LOG = Logger.getLogger(SignalIntake.class);

    private final KeycloakSession session;
    private final Rates rates;

    SignalIntake(KeycloakSession session, Rates rates) {
        this.session = session;
        this.rates = rates;
    }

    /** Counts one more of a transmitter, before anything is looked at. */
    boolean admits(SignalTransmitter configured) {
        return rates.admits(configured.componentId(), configured.transmitter().limits(), Instant.now());
    }

    SignalOutcome take(SignalTransmitter configured, String body) {
        if (body.length() > MOST_BYTES) {
            return new SignalOutcome.Refused(Code.INVALID_REQUEST, "the token is too large");
        }
        String compact = body.strip();
        Instant now = Instant.now();
        Transmitter transmitter = configured.transmitter();
        try {
            CompactSet set = CompactSet.parse(compact);
            SetHeader header = SetHeader.of(set.header(), transmitter);
            SetClaims.checkIssuer(set.claims(), transmitter);
            new SetSignature(session).verify(configured, header, set);
            InboundSignal signal = SetClaims.check(set.claims(), transmitter, now);
            return act(configured, signal, now);
        } catch (RefusedSetException e) {
            LOG.infof(
                    "A security event of transmitter %s is refused, %s: %s",
                    transmitter.name(), e.code().word(), e.description());
            return new SignalOutcome.Refused(e.code(), e.description());
        } catch (SetSignature.KeysUnavailableException e) {
            return new SignalOutcome.Unavailable("its keys cannot be fetched");
        }
    }

    private SignalOutcome act(SignalTransmitter configured, InboundSignal signal, Instant now)
            throws RefusedSetException {
        Transmitter transmitter = configured.transmitter();
        SignalPlan plan = SignalPolicy.plan(realmIssuer(), transmitter, signal);
        if (!(plan instanceof SignalPlan.Act act)) {
            return new SignalOutcome.Accepted("ignored");
        }
        String memory = memory(configured, signal);
        SingleUseObjectProvider seen = session.singleUseObjects();
        if (seen.contains(memory)) {
            return new SignalOutcome.Accepted("repeated");
        }
        if (!rates.counts(configured.componentId(), act, transmitter.limits(), now)) {
            return new SignalOutcome.Accepted("surplus");
        }
        // Remembered only when it is done: a node that crashes on the way leaves it to be told again.
        String underWay = memory + ".under-way";
        if (!seen.putIfAbsent(underWay, UNDER_WAY_SECONDS)) {
            return new SignalOutcome.Unavailable("the same token is being taken in");
        }
        try {
            if (seen.contains(memory)) {
                // Somebody has finished with it since.
                return new SignalOutcome.Accepted("repeated");
            }
            boolean concerned = new SignalEffects(session).apply(transmitter, signal, act);
            seen.putIfAbsent(memory, Transmitter.OLDEST.plusMinutes(5).toSeconds());
            LOG.infof(
                    "%s: %s%s",
                    act.words(),
                    act.effect(),
                    concerned ? "" : ", but it concerns no session that is live and meant for it");
            return new SignalOutcome.Accepted(
                    concerned ? act.effect().name().toLowerCase(java.util.Locale.ROOT) : "nobody");
        } finally {
            seen.remove(underWay);
        }
    }

    /** Within the realm and the transmitter; the id is hashed, for it is any text. */
    private String memory(SignalTransmitter configured, InboundSignal signal) {
        return "holdfast.set."
                + Sha256.hex(
                        session.getContext().getRealm().getId() + '|' + configured.componentId() + '|' + signal.id());
    }

    private String realmIssuer() {
        return Urls.realmIssuer(
                session.getContext().getUri().getBaseUri(),
                session.getContext().getRealm().getName());
    }
}
