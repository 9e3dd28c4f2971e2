package dev.holdfast.evaluation.signal.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PollSelectionTest {

    private static List<String> realm(String name, int transmitters) {
        return IntStream.range(0, transmitters).mapToObj(i -> name + i).toList();
    }

    @Test
    void realm_withThousands_takesNothingFromAnother() {
        PollSelection<String> selection = PollSelection.of(List.of(realm("loud", 5_000), realm("quiet", 2)));

        assertThat(selection.chosen()).hasSize(52).contains("quiet0", "quiet1", "loud49");
        assertThat(selection.leftOut()).isEqualTo(4_950);
    }

    /** Several realms of one administrator: the others have what they need before his have more. */
    @Test
    void realms_thatFillAll_areServedOneByOne() {
        List<List<String>> realms = new ArrayList<>();
        IntStream.range(0, 100).forEach(i -> realms.add(realm("loud" + i + "-", 50)));
        realms.add(realm("quiet", 3));

        PollSelection<String> selection = PollSelection.of(realms);

        assertThat(selection.chosen()).hasSize(PollSelection.MOST).contains("quiet0", "quiet1", "quiet2");
        assertThat(selection.leftOut()).isEqualTo(4_003);
    }

    @Test
    void transmitters_withinTheLimits_areAllPolled() {
        PollSelection<String> all = PollSelection.of(List.of(realm("a", 50), List.of(), realm("b", 1)));

        assertThat(all.leftOut()).isZero();
        assertThat(all.chosen()).hasSize(51);
    }
}
