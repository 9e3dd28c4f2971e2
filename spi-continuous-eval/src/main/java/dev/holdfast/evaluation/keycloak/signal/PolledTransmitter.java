package dev.holdfast.evaluation.keycloak.signal;

import dev.holdfast.binding.keycloak.metric.HoldfastMetric;
import dev.holdfast.evaluation.signal.poll.PollRequest.Refusal;
import dev.holdfast.evaluation.signal.poll.SetVerdict;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * A transmitter that is polled, by its ids: each time it is used it is read anew, so that what an administrator changes or
 * removes holds from then on.
 *
 * @param realmId its realm
 * @param componentId its component
 */
record PolledTransmitter(String realmId, String componentId) {

    private static final Logger LOG = Logger.getLogger(PolledTransmitter.class);
    private static final SetVerdict GONE = new SetVerdict.NotNow("it is not polled any more");

    /** Reads it in a transaction of its own, which has its realm; empty if it is gone, or not polled any more. */
    <T> Optional<T> read(KeycloakSessionFactory sessions, Reader<T> reader) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                sessions,
                session -> find(session)
                        .map(found -> reader.read(session, found, found.source().orElseThrow())));
    }

    /** Something that is done with it in a transaction. */
    @FunctionalInterface
    interface Reader<T> {

        /** Does it. */
        T read(KeycloakSession session, SignalTransmitter transmitter, PollSource source);
    }

    /** Takes in one of its tokens, as one that was pushed, in a transaction of its own: when this returns it is committed. */
    SetVerdict take(KeycloakSessionFactory sessions, Rates rates, String name, String set) {
        try {
            return this.<SetVerdict>read(sessions, (session, transmitter, source) -> {
                        SignalIntake intake = new SignalIntake(session, rates);
                        SignalOutcome outcome = intake.admits(transmitter)
                                ? intake.take(transmitter, set)
                                : new SignalOutcome.TooMany();
                        HoldfastMetric.SIGNALS.count(outcome.word());
                        return verdict(outcome);
                    })
                    .orElse(GONE);
        } catch (RuntimeException e) {
            LOG.warnf(
                    "An event of transmitter %s could not be taken in: %s",
                    name, e.getClass().getName());
            return new SetVerdict.NotNow("an event could not be taken in");
        }
    }

    private static SetVerdict verdict(SignalOutcome outcome) {
        if (outcome instanceof SignalOutcome.Accepted) {
            return new SetVerdict.Taken();
        }
        if (outcome instanceof SignalOutcome.Refused refused) {
            return new SetVerdict.Refused(new Refusal(refused.code(), refused.description()));
        }
        return outcome instanceof SignalOutcome.Unavailable not
                ? new SetVerdict.NotNow(not.why())
                : new SetVerdict.TooMany();
    }

    private Optional<SignalTransmitter> find(KeycloakSession session) {
        RealmModel realm = session.realms().getRealm(realmId);
        if (realm == null || !realm.isEnabled()) {
            return Optional.empty();
        }
        session.getContext().setRealm(realm);
        ComponentModel component = realm.getComponent(componentId);
        return Optional.ofNullable(component)
                .filter(found -> SignalTransmitter.class.getName().equals(found.getProviderType()))
                .map(TransmitterSettings::read)
                .filter(transmitter -> transmitter.source().isPresent());
    }
}
