package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.dev.client.HttpAnswer;
import dev.holdfast.dev.client.Json;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A poll waits for an event (RFC 8936 section 2.4). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LongPollIT {

    private static final Duration SOON = Duration.ofSeconds(15);

    private final TransmitterRealm signals = TransmitterRealm.polling(Servers.get(OptionSet.DEFAULT));

    @AfterAll
    void deleteRealm() {
        signals.close();
    }

    @Test
    void poll_whileThereIsNothing_isAnsweredByTheNextEvent() {
        CompletableFuture<HttpAnswer> waiting = longPoll(signals.pollAddress());
        assertThat(waiting).isNotDone();
        signals.emit("s1");

        HttpAnswer answer = waiting.orTimeout(SOON.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                .join();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("sets")).hasSize(1);
        String jti = answer.json().path("sets").fieldNames().next();
        var acknowledge = Json.object().put("maxEvents", 0);
        acknowledge.putArray("ack").add(jti);
        assertThat(signals.call("POST", signals.pollAddress(), acknowledge)
                        .json()
                        .path("sets"))
                .isEmpty();
        assertThat(signals.poll()).isEmpty();
    }

    @Test
    void poll_thatMayNotWait_isAnsweredAtOnce() {
        long begin = System.nanoTime();

        assertThat(signals.poll()).isEmpty();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void poll_moreThanMayWait_theLastIsAnsweredAtOnce() {
        List<CompletableFuture<HttpAnswer>> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(longPoll(signals.pollAddress()));
        }

        ScriptedReceiver.await(() -> all.stream().anyMatch(CompletableFuture::isDone));
        assertThat(all.stream().filter(CompletableFuture::isDone)).hasSize(1);
        assertThat(all.stream()
                        .filter(CompletableFuture::isDone)
                        .findFirst()
                        .orElseThrow()
                        .join()
                        .status())
                .isEqualTo(200);

        signals.emit("s2");
        for (CompletableFuture<HttpAnswer> waiting : all) {
            assertThat(waiting.orTimeout(SOON.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                            .join()
                            .status())
                    .isEqualTo(200);
        }
        var acknowledge = Json.object().put("maxEvents", 0);
        signals.poll().fieldNames().forEachRemaining(acknowledge.putArray("ack")::add);
        signals.call("POST", signals.pollAddress(), acknowledge);
    }

    @Test
    void poll_ofAStreamThatIsNotTheCallers_isRefusedAtOnce() {
        String other = signals.pollAddress().toString().replace(signals.stream(), "another-stream");

        assertThat(longPoll(URI.create(other))
                        .orTimeout(SOON.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                        .join()
                        .status())
                .isEqualTo(404);
    }

    @Test
    void poll_withoutTheScope_isRefusedAtOnce() {
        HttpAnswer answer = signals.call("POST", signals.pollAddress(), Json.object(), "profile");

        assertThat(answer.status()).isEqualTo(403);
    }

    private CompletableFuture<HttpAnswer> longPoll(URI address) {
        return CompletableFuture.supplyAsync(
                () -> signals.call("POST", address, Json.object()), work -> new Thread(work).start());
    }
}
