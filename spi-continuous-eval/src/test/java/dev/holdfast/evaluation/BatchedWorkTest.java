package dev.holdfast.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchedWorkTest {

    private final List<List<Integer>> attempts = new ArrayList<>();
    private final List<Integer> done = new ArrayList<>();
    private final List<List<Integer>> failed = new ArrayList<>();

    @Test
    void accept_moreThanABatch_isDoneInOrderAndOnce() {
        all(-1).accept(IntStream.range(0, 5).boxed().toList());

        assertThat(attempts).containsExactly(List.of(0, 1), List.of(2, 3), List.of(4));
        assertThat(done).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void accept_oneFails_othersAreDoneAndItIsThrown() {
        assertThatThrownBy(() -> all(2).accept(IntStream.range(0, 6).boxed().toList()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("not 2");

        assertThat(done).containsExactly(0, 1, 3, 4, 5);
        assertThat(failed).containsExactly(List.of(2, 3), List.of(2));
    }

    @Test
    void accept_failsOnlyTogether_isDoneAndNothingIsThrown() {
        BatchedWork<Integer> work = new BatchedWork<>(
                2,
                some -> {
                    if (some.size() > 1) {
                        throw new IllegalStateException("not together");
                    }
                    done.addAll(some);
                },
                (some, failure) -> failed.add(some));

        work.accept(List.of(1, 2));

        assertThat(done).containsExactly(1, 2);
        assertThat(failed).containsExactly(List.of(1, 2));
    }

    @Test
    void accept_oneByItselfFails_isNotTriedAgain() {
        assertThatThrownBy(() -> all(4).accept(IntStream.range(0, 5).boxed().toList()))
                .hasMessage("not 4");

        assertThat(attempts).containsExactly(List.of(0, 1), List.of(2, 3), List.of(4));
        assertThat(failed).containsExactly(List.of(4));
    }

    private BatchedWork<Integer> all(int bad) {
        return new BatchedWork<>(
                2,
                some -> {
                    attempts.add(List.copyOf(some));
                    if (some.contains(bad)) {
                        throw new IllegalStateException("not " + bad);
                    }
                    done.addAll(some);
                },
                (some, failure) -> failed.add(List.copyOf(some)));
    }
}
