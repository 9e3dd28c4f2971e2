package dev.holdfast.dev.demo.story;

import static dev.holdfast.dev.demo.story.StepFailedException.unless;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.dev.demo.Narrator;

/** Step 8: what was seen, what was decided and why can be read by those who answer for it. */
final class WhyItWasDecided implements Step {

    /** One authentication and four refreshes. */
    private static final int ORDINARY = 5;

    @Override
    public String title() {
        return "The administrator asks why";
    }

    @Override
    public void play(Cast cast, Narrator say) {
        JsonNode report = new SessionReport(cast.stage).read(cast.attackedSession());
        unless(report.path("id").asText().equals(cast.attackedSession()), "the attacked session", report.path("id"));
        unless(report.path("client").asText().equals("ci-runner"), "the client ci-runner", report.path("client"));
        unless(!report.path("ended").asText().isEmpty() && !report.path("ended").isNull(), "an ended session", "alive");
        unless(
                report.path("observations").size() >= ORDINARY,
                ORDINARY + " observations",
                report.path("observations").size());
        unless(!report.path("refused").isEmpty(), "the refused attempt", "none");
        say.done("session "
                + cast.attackedSession()
                        .substring(0, Math.min(8, cast.attackedSession().length())) + "… of ci-runner, ended "
                + report.path("ended").asText());
        for (JsonNode observation : report.path("observations")) {
            SessionReport.tell(observation, say);
        }
        for (JsonNode refused : report.path("refused")) {
            unless(!refused.path("reasons").isEmpty(), "a reason for the refusal", "none");
            SessionReport.tell(refused, say);
        }
    }
}
