package dev.holdfast.binding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.binding.KeyAdmission.Verdict;
import dev.holdfast.events.KeyThumbprint;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyAdmissionTest {

    private static final KeyThumbprint KEY = KeyThumbprint.dpop("A".repeat(43));
    private static final Set<String> WITH_KEY = Set.of(KEY.value());

    @ParameterizedTest
    @EnumSource(KeyAdmission.class)
    void judge_barredKey_isBarredWhateverElseIsSaidOfIt(KeyAdmission admission) {
        assertThat(admission.judge(KEY, WITH_KEY, WITH_KEY)).isEqualTo(Verdict.BARRED);
    }

    @ParameterizedTest
    @EnumSource(KeyAdmission.class)
    void judge_registeredKey_isKnown(KeyAdmission admission) {
        assertThat(admission.judge(KEY, Set.of(), WITH_KEY)).isEqualTo(Verdict.KNOWN);
    }

    @Test
    void judge_unnamedKey_needsRegistrationOnlyWhereThePolicySaysSo() {
        assertThat(KeyAdmission.REGISTERED.judge(KEY, Set.of(), Set.of())).isEqualTo(Verdict.NOT_REGISTERED);
        assertThat(KeyAdmission.FIRST_SEEN.judge(KEY, Set.of(), Set.of())).isEqualTo(Verdict.NEW);
        assertThat(KeyAdmission.ANY.judge(KEY, Set.of(), Set.of())).isEqualTo(Verdict.NEW);
    }
}
