package dev.holdfast.dev.demo.story;

import dev.holdfast.dev.demo.DemoRelyingParty;
import java.time.Duration;
import java.util.Map;

/**
 * How fast a stolen session ended, on one machine's clock (milliseconds).
 *
 * @param request how long the thief waited for his refusal
 * @param decisionToHeard from the decision until the relying party of this program had verified the event
 * @param decisionToRefused from the decision until an API, by its name, first refused the victim's token
 */
public record RevocationTimes(Duration request, Duration decisionToHeard, Map<String, Duration> decisionToRefused) {

    /** Copies. */
    public RevocationTimes {
        decisionToRefused = Map.copyOf(decisionToRefused);
    }

    /** Until the relying party of this program refused. */
    public Duration decisionToRejected() {
        return decisionToRefused.getOrDefault(DemoRelyingParty.NAME, Duration.ZERO);
    }
}
