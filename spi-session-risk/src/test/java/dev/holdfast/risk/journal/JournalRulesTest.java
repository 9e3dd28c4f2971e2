package dev.holdfast.risk.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.binding.Mode;
import dev.holdfast.risk.decision.RiskSetting;
import dev.holdfast.risk.decision.RiskSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JournalRulesTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "99, 0", "100, 0", "101, 1", "250, 150"})
    void surplus_isWhatIsBeyondTheCap(long rows, long surplus) {
        assertThat(new JournalRetention(Duration.ofDays(7), 100).surplus(rows)).isEqualTo(surplus);
    }

    @Test
    void oldest_isTheRetentionBeforeNow() {
        assertThat(new JournalRetention(Duration.ofDays(7), 1).oldest(Entries.START))
                .isEqualTo(Entries.START.minus(Duration.ofDays(7)));
    }

    @Test
    void retention_thatKeepsNothing_isRefused() {
        assertThatThrownBy(() -> new JournalRetention(Duration.ZERO, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new JournalRetention(Duration.ofDays(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(RiskSetting.class)
    void policyHash_changesWithEachNumberAndNotWithTheMode(RiskSetting changed) {
        RiskSettings other = RiskSettings.of(Mode.ENFORCE, one -> one == changed ? one.max() : one.byDefault());

        assertThat(other.number(changed)).isEqualTo(changed.max());
        assertThat(PolicyHash.of(other)).hasSize(16).isNotEqualTo(PolicyHash.of(RiskSettings.DEFAULT));
        assertThat(PolicyHash.of(RiskSettings.of(Mode.OBSERVE, RiskSetting::byDefault)))
                .isEqualTo(PolicyHash.of(RiskSettings.DEFAULT));
    }

    @Test
    void invariant_isTheFirstBrokenOne() {
        assertThat(Entries.full("r", "c", "s", 1).invariant()).contains("wrong-key");
    }

    @Test
    void policy_ofWhatTheBindingRefused_isNone() {
        JournalEntry judged = Entries.full("r", "c", "s", 1);
        JournalEntry refused = new JournalEntry(
                judged.realmId(),
                judged.subject(),
                judged.observation(),
                judged.told(),
                new JournalEntry.Course(false, false, true),
                judged.mode(),
                judged.settings(),
                judged.outcome());

        assertThat(judged.policyHash()).contains(PolicyHash.of(RiskSettings.DEFAULT));
        assertThat(refused.policyHash()).isEmpty();
    }
}
