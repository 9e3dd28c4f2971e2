package dev.holdfast.evaluation.keycloak.signal;

import dev.holdfast.evaluation.signal.InboundSignal;
import dev.holdfast.evaluation.signal.RefusedSetException;
import dev.holdfast.evaluation.signal.SetClaims;
import dev.holdfast.evaluation.signal.SetHeader;
import dev.holdfast.evaluation.signal.SignalPlan;
import dev.holdfast.evaluation.signal.SignalPolicy;
import dev.holdfast.evaluation.signal.SignalRates;
import dev.holdfast.evaluation.signal.Transmitter;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.SingleUseObjectProvider;
import org.keycloak.services.Urls;

/**
 * Takes in one security event token of a transmitter that has authenticated: verified, not seen before, allowed, within the
 * limits, then acted on. What costs least is asked first.
 */
final class SignalIntake {

    private static final Logger LOG = Logger.getLogger(SignalIntake.class);

    private final KeycloakSession session;
    private final SignalRates perSubject;

    SignalIntake(KeycloakSession session, SignalRates perSubject) {
        this.session = session;
        this.perSubject = perSubject;
    }

    SignalOutcome take(SignalTransmitter configured, String compact) {
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
            return new SignalOutcome.Unavailable();
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
        String subject = configured.componentId() + ' ' + act.scope();
        if (!perSubject.allows(subject, transmitter.limits().perSubject(), now)) {
            return new SignalOutcome.TooMany();
        }
        if (!seen.putIfAbsent(memory, Transmitter.OLDEST.plusMinutes(5).toSeconds())) {
            return new SignalOutcome.Accepted("repeated");
        }
        boolean done = false;
        try {
            boolean concerned = new SignalEffects(session).apply(transmitter, signal, act);
            done = true;
            LOG.infof(
                    "%s: %s%s",
                    act.words(),
                    act.effect(),
                    concerned ? "" : ", but it concerns no session that is live and meant for it");
            return new SignalOutcome.Accepted(
                    concerned ? act.effect().name().toLowerCase(java.util.Locale.ROOT) : "nobody");
        } finally {
            if (!done) {
                // What was not done may be told again.
                seen.remove(memory);
            }
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
