package dev.holdfast.binding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.binding.BindingVerdict.Bound;
import dev.holdfast.binding.BindingVerdict.BreachKind;
import dev.holdfast.binding.BindingVerdict.Breached;
import dev.holdfast.binding.BindingVerdict.KeyRequired;
import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.events.KeyThumbprint.Kind;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BindingCheckTest {

    private static final KeyThumbprint OWN = KeyThumbprint.dpop("A".repeat(43));
    private static final KeyThumbprint OTHER = KeyThumbprint.dpop("B".repeat(43));
    private static final KeyThumbprint CERTIFICATE = KeyThumbprint.mtls("C".repeat(43));
    private static final KeyThumbprint OTHER_CERTIFICATE = KeyThumbprint.mtls("D".repeat(43));
    private static final Set<Kind> EITHER = Set.of(Kind.DPOP, Kind.MTLS);

    private static BindingKeys dpop(KeyThumbprint key) {
        return new BindingKeys(Optional.of(key), Optional.empty());
    }

    private static BindingKeys mtls(KeyThumbprint key) {
        return new BindingKeys(Optional.empty(), Optional.of(key));
    }

    private static BindingKeys both(KeyThumbprint dpop, KeyThumbprint mtls) {
        return new BindingKeys(Optional.of(dpop), Optional.of(mtls));
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                // A new token: a key of an accepted mechanism is needed.
                Arguments.of("first token, no key", EITHER, BindingKeys.NONE, BindingKeys.NONE, new KeyRequired()),
                Arguments.of("first token, proof", EITHER, dpop(OWN), BindingKeys.NONE, new Bound(dpop(OWN))),
                Arguments.of(
                        "first token, certificate",
                        EITHER,
                        mtls(CERTIFICATE),
                        BindingKeys.NONE,
                        new Bound(mtls(CERTIFICATE))),
                Arguments.of(
                        "certificate where only proofs count",
                        Set.of(Kind.DPOP),
                        mtls(CERTIFICATE),
                        BindingKeys.NONE,
                        new KeyRequired()),
                Arguments.of(
                        "both where only proofs count",
                        Set.of(Kind.DPOP),
                        both(OWN, CERTIFICATE),
                        BindingKeys.NONE,
                        new Bound(dpop(OWN))),
                // A bound token: its key and no other.
                Arguments.of("same key", EITHER, dpop(OWN), dpop(OWN), new Bound(dpop(OWN))),
                Arguments.of("another key", EITHER, dpop(OTHER), dpop(OWN), new Breached(BreachKind.WRONG_KEY, OWN)),
                Arguments.of("no key", EITHER, BindingKeys.NONE, dpop(OWN), new Breached(BreachKind.MISSING_KEY, OWN)),
                Arguments.of(
                        "certificate instead of the proof",
                        EITHER,
                        mtls(CERTIFICATE),
                        dpop(OWN),
                        new Breached(BreachKind.MISSING_KEY, OWN)),
                Arguments.of(
                        "another certificate",
                        EITHER,
                        mtls(OTHER_CERTIFICATE),
                        mtls(CERTIFICATE),
                        new Breached(BreachKind.WRONG_KEY, CERTIFICATE)),
                Arguments.of(
                        "the policy has changed, the token has not",
                        Set.of(Kind.MTLS),
                        dpop(OWN),
                        dpop(OWN),
                        new Bound(dpop(OWN))),
                Arguments.of(
                        "one of two keys",
                        EITHER,
                        both(OWN, OTHER_CERTIFICATE),
                        both(OWN, CERTIFICATE),
                        new Breached(BreachKind.WRONG_KEY, CERTIFICATE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void judge_request_isTheVerdict(
            String name, Set<Kind> mechanisms, BindingKeys presented, BindingKeys expected, BindingVerdict verdict) {
        assertThat(BindingCheck.judge(mechanisms, KeyChange.REFUSE, new BindingRequest(presented, expected)))
                .isEqualTo(verdict);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                Arguments.of("never", KeyChange.REFUSE, true, Optional.of(OWN), false),
                Arguments.of(
                        "with a secret only", KeyChange.WITH_CLIENT_AUTHENTICATION, false, Optional.of(OWN), false),
                Arguments.of("with a private key", KeyChange.WITH_CLIENT_AUTHENTICATION, true, Optional.empty(), true),
                Arguments.of("without the old key", KeyChange.WITH_PROOF_OF_BOTH_KEYS, true, Optional.empty(), false),
                Arguments.of("by a third key", KeyChange.WITH_PROOF_OF_BOTH_KEYS, true, Optional.of(OTHER), false),
                Arguments.of("by the old key", KeyChange.WITH_PROOF_OF_BOTH_KEYS, false, Optional.of(OWN), true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void judge_anotherKey_isAcceptedOnlyAsThePolicySays(
            String name, KeyChange rule, boolean byKey, Optional<KeyThumbprint> handedOverBy, boolean accepted) {
        BindingVerdict verdict =
                BindingCheck.judge(EITHER, rule, new BindingRequest(dpop(OTHER), dpop(OWN), byKey, handedOverBy));
        assertThat(verdict)
                .isEqualTo(
                        accepted ? new BindingVerdict.Rebound(dpop(OTHER)) : new Breached(BreachKind.WRONG_KEY, OWN));
    }
}
