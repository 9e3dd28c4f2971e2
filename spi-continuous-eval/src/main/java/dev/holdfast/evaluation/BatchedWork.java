package dev.holdfast.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Work that is cheaper together. A batch of several that fails is done again one by one: whatever is wrong with one must not save
 * the others. What fails by itself is not done again.
 *
 * @param most how many are done together, 1 or more
 * @param work does all of a list or nothing of it
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
        List<RuntimeException> failures = new ArrayList<>();
        for (int done = 0; done < all.size(); done += most) {
            List<T> some = all.subList(done, Math.min(all.size(), done + most));
            if (some.size() == 1) {
                attempt(some, failures);
            } else if (!attempt(some, new ArrayList<>())) {
                some.forEach(one -> attempt(List.of(one), failures));
            }
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
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
