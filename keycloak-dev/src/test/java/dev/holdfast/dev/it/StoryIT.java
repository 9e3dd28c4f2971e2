package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.dev.client.AdminClient;
import dev.holdfast.dev.demo.DemoSetting;
import dev.holdfast.dev.demo.Narrator;
import dev.holdfast.dev.demo.Stage;
import dev.holdfast.dev.demo.sample.NginxSample;
import dev.holdfast.dev.demo.sample.SampleRuns;
import dev.holdfast.dev.demo.story.RevocationTimes;
import dev.holdfast.dev.demo.story.Story;
import dev.holdfast.dev.server.RunningKeycloak;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole story, as {@code ./mvnw -Pdemo} tells it, played once. */
class StoryIT {

    /** Far more than a slow machine needs, far less than the token would have lived. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private static Optional<Story.Failure> failure = Optional.empty();
    private static Optional<RevocationTimes> revocation = Optional.empty();

    @BeforeAll
    static void play() {
        RunningKeycloak server = Servers.get(OptionSet.DEFAULT);
        String realm = "it-story";
        SampleRuns samples = new SampleRuns(TestSettings.samples(), TestSettings.work());
        try (Stage stage = Stage.set(server, DemoSetting.realm(realm), 0, samples.all())) {
            Story story = new Story(stage);
            failure = story.play(Narrator.ofThisTerminal());
            revocation = story.revocation();
        } finally {
            new AdminClient(server).deleteRealm(realm);
        }
    }

    @Test
    void story_onAServerWithOurJars_goesAsItShould() {
        assertThat(failure).isEmpty();
    }

    @Test
    void stolenSession_atTheApiInPlainJava_isDropped() {
        assertDropped("deployments-api");
    }

    @Test
    void stolenSession_atTheSampleOnSpringBoot_isDropped() {
        assertDropped("orders-api");
    }

    @Test
    void stolenSession_atTheSidecar_isDropped() {
        assertDropped("artifacts-api");
    }

    @Test
    void stolenSession_behindNginx_isDropped() {
        assumeTrue(
                NginxSample.isInstalled(),
                "no nginx on this machine: the sidecar was asked in its form; install nginx-light to run this test");
        assertDropped("artifacts-api");
    }

    private static void assertDropped(String api) {
        assertThat(revocation.orElseThrow().decisionToRefused())
                .hasEntrySatisfying(api, took -> assertThat(took).isBetween(Duration.ZERO, SOON));
    }
}
