package dev.holdfast.dev.demo.story;

import static dev.holdfast.dev.demo.story.StepFailedException.unless;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.dev.client.HttpAnswer;
import dev.holdfast.dev.demo.Narrator;
import dev.holdfast.dev.demo.Stage;
import java.util.Locale;

/** What the admin REST tells about one session, in words. */
record SessionReport(Stage stage) {

    /** The whole report. */
    JsonNode read(String session) {
        unless(!session.isEmpty(), "a token that belongs to a session", "no sid");
        HttpAnswer answer = stage.admin().get("/" + stage.realm() + "/holdfast/sessions/" + session);
        unless(answer.status() == 200, "the report of the session", answer.status());
        return answer.json();
    }

    /** The judgement of the latest observation, with its reasons. */
    void latest(String session, Narrator say) {
        JsonNode observations = read(session).path("observations");
        unless(!observations.isEmpty(), "an observation in the report", "none");
        JsonNode last = observations.get(observations.size() - 1);
        unless(!last.path("reasons").isEmpty(), "reasons for the latest judgement", "none");
        tell(last, say);
    }

    /** One observation: a line for the judgement, one for each reason. */
    static void tell(JsonNode observation, Narrator say) {
        JsonNode network = observation.path("network");
        say.done(String.format(
                Locale.ROOT,
                "%-18s %-10s score %6.2f  %-8s %s",
                observation.path("grant").asText(),
                observation.path("outcome").asText(),
                observation.path("score").asDouble(),
                observation.path("level").asText(),
                network.isMissingNode()
                        ? ""
                        : network.path("owner").asText() + " ("
                                + network.path("kind").asText() + ")"));
        for (JsonNode reason : observation.path("reasons")) {
            say.note(String.format(
                    Locale.ROOT,
                    "%+6.2f  %s",
                    reason.path("weight").asDouble(),
                    reason.path("text").asText()));
        }
    }
}
