package dev.holdfast.risk.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.risk.journal.Entries;
import dev.holdfast.risk.journal.JournalEntry;
import dev.holdfast.risk.journal.JournalReader.Page;
import dev.holdfast.risk.journal.JournalReader.Position;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayRunTest {

    private static final int PAGE = 10;

    private final List<JournalEntry> rows = new ArrayList<>();
    private final PolicyReplay replay = PolicyReplay.under("{}", 5);
    private int pagesRead;

    ReplayRunTest() {
        for (int i = 0; i < 35; i++) {
            rows.add(Entries.full("r", "c", "s", i));
        }
    }

    private Page read(Position after) {
        pagesRead++;
        int from = after.number() == Long.MIN_VALUE ? 0 : (int) after.number();
        int to = Math.min(rows.size(), from + PAGE);
        return new Page(rows.subList(from, to), new Position("c", to, ""));
    }

    @Test
    void run_toTheEnd_replaysAllAndTellsHowFarItIs() {
        List<Long> told = new ArrayList<>();

        ReplayRun.End end = ReplayRun.run(replay, this::read, told::add, () -> false);

        assertThat(end).isEqualTo(ReplayRun.End.DONE);
        assertThat(told).containsExactly(10L, 20L, 30L, 35L);
        assertThat(replay.comparison().decisions()).isEqualTo(35);
    }

    @Test
    void run_thatIsCancelled_readsNoFurtherPage() {
        ReplayRun.End end = ReplayRun.run(replay, this::read, done -> done < 20, () -> false);

        assertThat(end).isEqualTo(ReplayRun.End.CANCELLED);
        assertThat(pagesRead).isEqualTo(2);
    }

    @Test
    void run_whoseTimeIsUp_endsWithWhatItHas() {
        ReplayRun.End end = ReplayRun.run(replay, this::read, done -> true, () -> true);

        assertThat(end).isEqualTo(ReplayRun.End.TIME_UP);
        assertThat(replay.comparison().decisions()).isEqualTo(10);
    }

    @Test
    void policy_outOfRange_isRefusedByName() {
        assertThatThrownBy(() -> PolicyReplay.under("{\"revoke-nats\": 1}", 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("revoke-nats");
    }

    @Test
    void policy_withAnUnknownMember_isRefusedByName() {
        assertThatThrownBy(() -> PolicyReplay.under("{\"rebind-nat\": 7}", 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rebind-nat");
    }
}
