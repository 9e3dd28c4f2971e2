package dev.holdfast.risk.signal;

import dev.holdfast.risk.profile.Feature;
import dev.holdfast.risk.profile.Known;
import dev.holdfast.risk.profile.Lesson;
import java.util.List;
import java.util.Optional;

/** Whether the identity asks for scopes that it is known for. */
public final class ScopeSet implements Signal {

    @Override
    public String name() {
        return "scope-set";
    }

    @Override
    public Evidence.Group group() {
        return Evidence.Group.REQUEST;
    }

    @Override
    public String description() {
        return "Whether the identity asks for scopes that it never asked for, or for a new set of usual ones. Weighs at"
                + " most 3 nats: what must not be asked for is declared in an envelope.";
    }

    @Override
    public Optional<Evidence> weigh(Situation situation) {
        List<String> asked = situation.current().ask().scopes();
        int category = category(situation);
        return asked.isEmpty()
                ? Optional.empty()
                : evidence(
                        situation.profile().weightNats(Feature.SCOPES, category) * situation.maturity(),
                        category == 0 ? "usual scopes" : "unusual scopes: " + String.join(" ", asked));
    }

    @Override
    public void teach(Situation situation, Lesson.Draft lesson) {
        List<String> asked = situation.current().ask().scopes();
        if (!asked.isEmpty()) {
            lesson.put(Feature.SCOPES, category(situation));
            lesson.add(Known.SCOPES, String.join(" ", asked));
            asked.forEach(one -> lesson.add(Known.SCOPES, "=" + one));
        }
    }

    private static int category(Situation situation) {
        List<String> asked = situation.current().ask().scopes();
        if (asked.isEmpty() || situation.profile().isSeen(Known.SCOPES, String.join(" ", asked))) {
            return 0;
        }
        for (String one : asked) {
            if (!situation.profile().isSeen(Known.SCOPES, "=" + one)) {
                return 2;
            }
        }
        return 1;
    }
}
