package dev.holdfast.evaluation.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.evaluation.signal.RefusedSetException.Code;
import dev.holdfast.events.EventType;
import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.events.SubjectIdentifier;
import dev.holdfast.events.SubjectIdentifier.Complex;
import dev.holdfast.events.SubjectIdentifier.IssSub;
import dev.holdfast.events.SubjectIdentifier.Opaque;
import dev.holdfast.events.SubjectIdentifier.Simple;
import dev.holdfast.events.SubjectIdentifier.Uri;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignalPolicyTest {

    private static final String REALM = "https://kc.example/realms/demo";
    private static final KeyThumbprint KEY = KeyThumbprint.dpop("A".repeat(43));

    private static final Optional<Simple> USER = Optional.of(new IssSub(REALM, "u"));
    private static final Optional<Simple> SESSION = Optional.of(new Opaque("s"));
    private static final Optional<Simple> CLIENT = Optional.of(new Opaque("c"));
    private static final Optional<Simple> DEVICE = Optional.of(new Uri(KEY.toUri()));
    private static final Optional<Simple> NONE = Optional.empty();

    private static final SubjectIdentifier WHOLE = new Complex(USER, SESSION, CLIENT, DEVICE, NONE);

    private static InboundSignal signal(EventType type, SubjectIdentifier subject, Map<String, Object> payload) {
        return new InboundSignal("jti", type.uri(), subject, payload, Instant.EPOCH);
    }

    private static InboundSignal abuse(SubjectIdentifier subject) {
        return signal(
                EventType.RISK_LEVEL_CHANGE, subject, Map.of("current_level", "HIGH", "holdfast_signal", "abuse"));
    }

    private static SignalPlan.Act act(Transmitter transmitter, InboundSignal signal) throws RefusedSetException {
        return (SignalPlan.Act) SignalPolicy.plan(REALM, transmitter, signal);
    }

    private static void assertRefused(Transmitter transmitter, InboundSignal signal, Code code) {
        assertThatThrownBy(() -> SignalPolicy.plan(REALM, transmitter, signal))
                .asInstanceOf(InstanceOfAssertFactories.type(RefusedSetException.class))
                .extracting(RefusedSetException::code)
                .isEqualTo(code);
    }

    @Test
    void plan_abuseOfASession_raisesItsRiskByDefault() throws RefusedSetException {
        SignalPlan.Act act = act(Transmitters.api(), abuse(WHOLE));

        assertThat(act.effect()).isEqualTo(Effect.RAISE_RISK);
        assertThat(act.scope()).isEqualTo(new SignalScope.OfSession("s", Optional.of("u"), Optional.of("c")));
        assertThat(act.granted()).isFalse();
        assertThat(act.weightNats()).isEqualTo(5);
        assertThat(act.words()).isEqualTo("risk-level-change (abuse) by api");
    }

    @Test
    void plan_wordsOfTheSender_areNotRepeated() throws RefusedSetException {
        InboundSignal odd = signal(
                EventType.RISK_LEVEL_CHANGE, WHOLE, Map.of("current_level", "HIGH", "holdfast_signal", "<script>"));

        assertThat(act(Transmitters.api(), odd).words()).isEqualTo("risk-level-change by api");
    }

    @ParameterizedTest
    @EnumSource(Effect.class)
    void plan_replayedProof_neverDoesMoreThanRaiseTheRisk(Effect allowed) throws RefusedSetException {
        Transmitter trusted = Transmitters.with(Map.of(EventType.RISK_LEVEL_CHANGE.uri(), allowed), Set.of());
        InboundSignal replayed = signal(
                EventType.RISK_LEVEL_CHANGE,
                WHOLE,
                Map.of("current_level", "MEDIUM", "holdfast_signal", "proof-replayed"));

        assertThat(act(trusted, replayed).effect()).isEqualTo(Effect.RAISE_RISK);
    }

    @Test
    void plan_typeWithoutAnEffect_isDenied() {
        assertRefused(Transmitters.api(), signal(EventType.ACCOUNT_PURGED, WHOLE, Map.of()), Code.ACCESS_DENIED);
    }

    @Test
    void plan_transmitterWithoutAudienceAndGrant_isDeniedEverything() {
        Transmitter nobody = new Transmitter(
                "nobody",
                Transmitters.ISSUER,
                Transmitters.AUDIENCE,
                Set.of("ES256"),
                Set.of(),
                Transmitters.api().effects(),
                Set.of(),
                new Transmitter.Limits(1, 1, 1));
        assertRefused(nobody, abuse(WHOLE), Code.ACCESS_DENIED);
    }

    @Test
    void plan_widerSubject_needsItsGrant() throws RefusedSetException {
        Map<SubjectIdentifier, Grant> wider = Map.of(
                new Complex(NONE, NONE, CLIENT, NONE, NONE), Grant.APPLICATION,
                new Complex(USER, NONE, NONE, NONE, NONE), Grant.USER,
                new IssSub(REALM, "u"), Grant.USER,
                new Complex(NONE, NONE, NONE, DEVICE, NONE), Grant.KEY,
                new Uri(KEY.toUri()), Grant.KEY,
                new Complex(NONE, NONE, NONE, NONE, Optional.of(new Opaque("t"))), Grant.TENANT);
        for (Map.Entry<SubjectIdentifier, Grant> one : wider.entrySet()) {
            assertRefused(Transmitters.api(), abuse(one.getKey()), Code.ACCESS_DENIED);
            for (Grant grant : Grant.values()) {
                Transmitter granted = Transmitters.with(Transmitters.api().effects(), Set.of(grant));
                if (grant == one.getValue()) {
                    assertThat(act(granted, abuse(one.getKey())).granted()).isTrue();
                } else {
                    assertRefused(granted, abuse(one.getKey()), Code.ACCESS_DENIED);
                }
            }
        }
    }

    @Test
    void plan_grantOfAClient_coversWhatIsNarrower() throws RefusedSetException {
        Transmitter ci =
                Transmitters.with(Map.of(EventType.SESSION_REVOKED.uri(), Effect.REVOKE), Set.of(Grant.APPLICATION));
        InboundSignal jobEnded = signal(EventType.SESSION_REVOKED, WHOLE, Map.of("holdfast_signal", "job-ended"));

        assertThat(act(ci, jobEnded).granted()).isTrue();
        assertThat(act(ci, jobEnded).effect()).isEqualTo(Effect.REVOKE);
        assertThat(act(ci, signal(EventType.SESSION_REVOKED, new Complex(USER, NONE, CLIENT, DEVICE, NONE), Map.of()))
                        .scope())
                .isEqualTo(new SignalScope.OfKey(KEY, Optional.of("c")));
    }

    @Test
    void plan_revocationOfARealmOrOfAKeyAnywhere_isDeniedEvenWithAGrant() {
        Transmitter trusted =
                Transmitters.with(Map.of(EventType.SESSION_REVOKED.uri(), Effect.REVOKE), Set.of(Grant.values()));

        assertRefused(
                trusted,
                signal(
                        EventType.SESSION_REVOKED,
                        new Complex(NONE, NONE, NONE, NONE, Optional.of(new Opaque("t"))),
                        Map.of()),
                Code.ACCESS_DENIED);
        assertRefused(trusted, signal(EventType.SESSION_REVOKED, new Uri(KEY.toUri()), Map.of()), Code.ACCESS_DENIED);
    }

    @Test
    void plan_userOfAnotherIssuer_isNobodyHere() {
        assertRefused(
                Transmitters.with(Transmitters.api().effects(), Set.of(Grant.values())),
                abuse(new IssSub("https://kc.example/realms/other", "u")),
                Code.INVALID_REQUEST);
    }

    @Test
    void plan_lowRiskAndStreamEvents_changeNothing() throws RefusedSetException {
        InboundSignal low = signal(EventType.RISK_LEVEL_CHANGE, WHOLE, Map.of("current_level", "LOW"));

        assertThat(SignalPolicy.plan(REALM, Transmitters.api(), low)).isInstanceOf(SignalPlan.Ignore.class);
        assertThat(SignalPolicy.plan(
                        REALM, Transmitters.api(), signal(EventType.VERIFICATION, new Opaque("stream"), Map.of())))
                .isInstanceOf(SignalPlan.Ignore.class);
    }
}
