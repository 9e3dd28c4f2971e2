package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.dev.client.AdminClient;
import dev.holdfast.dev.demo.DemoSetting;
import dev.holdfast.dev.demo.Narrator;
import dev.holdfast.dev.demo.Stage;
import dev.holdfast.dev.demo.story.Story;
import dev.holdfast.dev.server.RunningKeycloak;
import org.junit.jupiter.api.Test;

/** The whole story, as {@code ./mvnw -Pdemo} tells it. */
class StoryIT {

    @Test
    void story_onAServerWithOurJars_goesAsItShould() {
        RunningKeycloak server = Servers.get(OptionSet.DEFAULT);
        String realm = "it-story";
        try (Stage stage = Stage.set(server, DemoSetting.realm(realm), 0)) {
            assertThat(new Story(stage).play(Narrator.ofThisTerminal())).isEmpty();
        } finally {
            new AdminClient(server).deleteRealm(realm);
        }
    }
}
