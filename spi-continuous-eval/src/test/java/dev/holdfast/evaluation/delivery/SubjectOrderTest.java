package dev.holdfast.evaluation.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SubjectOrderTest {

    private record Event(String subject, long position) implements SubjectOrder.Queued {}

    @Test
    void free_nothingHeldBack_isEverything() {
        List<Event> candidates = List.of(new Event("a", 1), new Event("b", 2));

        assertThat(SubjectOrder.free(candidates, List.of())).isEqualTo(candidates);
    }

    @Test
    void free_anEarlierOneOfTheSubjectIsHeldBack_waits() {
        List<Event> candidates = List.of(new Event("a", 2), new Event("b", 3));

        assertThat(SubjectOrder.free(candidates, List.of(new Event("a", 1)))).containsExactly(new Event("b", 3));
    }

    @Test
    void free_aLaterOneOfTheSubjectIsHeldBack_doesNotWait() {
        List<Event> candidates = List.of(new Event("a", 1));

        assertThat(SubjectOrder.free(candidates, List.of(new Event("a", 2)))).isEqualTo(candidates);
    }

    /** Whatever fails and whenever it is tried again: each subject's events arrive in the order of the queue. */
    @Test
    void rounds_withRandomFailures_deliverEachSubjectInOrder() {
        Random random = new Random(7);
        for (int run = 0; run < 200; run++) {
            List<Event> queue = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                queue.add(new Event("s" + random.nextInt(5), i));
            }
            List<Event> arrived = new ArrayList<>();
            while (!queue.isEmpty()) {
                List<Event> due = new ArrayList<>();
                List<Event> waiting = new ArrayList<>();
                queue.forEach(event -> (random.nextBoolean() ? due : waiting).add(event));
                for (List<Event> lane : SubjectOrder.lanes(SubjectOrder.free(due, waiting))) {
                    for (Event event : lane) {
                        if (random.nextInt(4) == 0) {
                            break;
                        }
                        queue.remove(event);
                        arrived.add(event);
                    }
                }
            }
            assertThat(arrived).hasSize(40);
            for (int subject = 0; subject < 5; subject++) {
                String name = "s" + subject;
                assertThat(arrived.stream().filter(event -> event.subject().equals(name)))
                        .isSortedAccordingTo(Comparator.comparingLong(Event::position));
            }
        }
    }
}
