package dev.holdfast.dev.demo.story;

import java.time.Duration;

/**
 * How fast a stolen session ended, on one machine's clock (milliseconds).
 *
 * @param request how long the thief waited for his refusal
 * @param decisionToHeard from the decision until the relying party had verified the event
 * @param decisionToRejected from the decision until the relying party first refused the victim's token
 */
public record RevocationTimes(Duration request, Duration decisionToHeard, Duration decisionToRejected) {}
