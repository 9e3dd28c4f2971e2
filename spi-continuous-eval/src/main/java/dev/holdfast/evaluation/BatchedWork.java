package dev.holdfast.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Work that is cheaper together. A batch of several that fails is done again one by one: whatever is wrong with one must not save
 * the others. What fails by itself is not done again.
 *
 * @param most how many are done together, 1 or more
 * @param work does all of a list or nothing of it; by several threads at the same time, if several are asked for
 * @param onFailure told of each batch that failed and why
 */
public record BatchedWork<T>(int most, Consumer<List<T>> work, BiConsumer<List<T>, RuntimeException> onFailure) {

    /**
     * Does the work for all of them.
     *
     * @param all for whom, in this order
     * @throws RuntimeException the first that one of them failed with by itself; the others are done
     */
    public void accept(List<T> all) {
        accept(all, 0, Runnable::run);
    }

    /**
     * Does the work for all of them, batches side by side.
     *
     * @param all for whom; the batches are begun in this order
     * @param helpers how many threads to ask for besides the caller's own
     * @param threads where they come from
     * @throws RuntimeException the first that one of them failed with by itself; the others are done
     * @throws IllegalStateException if the caller is interrupted, or a thread died: not all may be done
     */
    public void accept(List<T> all, int helpers, Executor threads) {
        List<RuntimeException> failures = Collections.synchronizedList(new ArrayList<>());
        List<List<T>> batches = new ArrayList<>();
        for (int done = 0; done < all.size(); done += most) {
            batches.add(all.subList(done, Math.min(all.size(), done + most)));
        }
        AtomicInteger through = new AtomicInteger();
        try {
            Lanes.workOff(batches, helpers, threads, some -> {
                doOrOneByOne(some, failures);
                through.incrementAndGet();
            });
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted before all was done", interrupted);
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
        if (through.get() < batches.size()) {
            throw new IllegalStateException("A thread died before its part was done");
        }
    }

    private void doOrOneByOne(List<T> some, List<RuntimeException> failures) {
        if (some.size() == 1) {
            attempt(some, failures);
        } else if (!attempt(some, new ArrayList<>())) {
            some.forEach(one -> attempt(List.of(one), failures));
        }
    }

    private boolean attempt(List<T> some, List<RuntimeException> failures) {
        try {
            work.accept(some);
            return true;
        } catch (RuntimeException failure) {
            failures.add(failure);
            onFailure.accept(some, failure);
            return false;
        }
    }
}
