package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.holdfast.dev.it.ScriptedReceiver.Answer;
import dev.holdfast.dev.it.ScriptedReceiver.Got;
import dev.holdfast.dev.server.Distribution;
import dev.holdfast.dev.server.KeycloakServer;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed in the middle of its work loses no event, and those who got one twice can tell by its {@code jti}. */
class CrashIT {

    private static final Duration RESTART = Duration.ofMinutes(2);
    private static final String USER = "keycloak";
    private static final String PASSWORD = "of-a-test";
    private static final List<String> SESSIONS = List.of("s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8");

    private final Collection<Got> unanswered = new ConcurrentLinkedQueue<>();
    private final CountDownLatch crashed = new CountDownLatch(1);

    @TempDir
    Path directory;

    @BeforeEach
    void killsAProcessOfItsOwn() {
        assumeFalse(TestSettings.inContainer(), "Only for the distribution");
    }

    @Test
    void events_onTheWayWhenTheServerIsKilled_areDeliveredAfterItsRestartWithTheSameJti() throws Exception {
        try (ScriptedReceiver receiver = ScriptedReceiver.start();
                KeycloakServer server = start()) {
            TransmitterRealm signals = TransmitterRealm.pushing(server, receiver);
            signals.emit("before");
            ScriptedReceiver.await(() -> signals.count("DELIVERED") == 1);
            receiver.answer(this::hold);
            SESSIONS.forEach(signals::emit);
            ScriptedReceiver.await(() -> !unanswered.isEmpty());

            server.crash();
            receiver.answer(got -> Answer.ACCEPTED);
            crashed.countDown();
            assertThat(letTheLeaseRunOut())
                    .as("claimed, and claimed by nobody else")
                    .isGreaterThanOrEqualTo(1);
            assertThat(receiver.accepted()).containsExactly("before");
            server.restart(RESTART);

            receiver.awaitAccepted(1 + SESSIONS.size());
            assertThat(receiver.accepted()).startsWith("before").containsAll(SESSIONS);
            List<String> sent = receiver.all().stream()
                    .filter(Got::accepted)
                    .map(got -> got.session() + " " + got.jti())
                    .toList();
            assertThat(unanswered)
                    .isNotEmpty()
                    .allSatisfy(got -> assertThat(sent).contains(got.session() + " " + got.jti()));
            ScriptedReceiver.await(() -> signals.count("DELIVERED") == 1 + SESSIONS.size());
        }
    }

    /** Gets it and says nothing, until there is nobody who would hear. */
    private Answer hold(Got got) {
        unanswered.add(got);
        try {
            crashed.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return new Answer(503, "");
    }

    /** Its time passes in the database, because two minutes are long for a test. */
    private int letTheLeaseRunOut() throws Exception {
        Properties user = new Properties();
        user.put("user", USER);
        user.put("password", PASSWORD);
        try (URLClassLoader h2 = new URLClassLoader(new URL[] {driver().toUri().toURL()});
                Connection connection = ((Driver)
                                h2.loadClass("org.h2.Driver").getConstructor().newInstance())
                        .connect(database(), user);
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate("update OUTBOX_ENTRY set NEXT_ATTEMPT_AT = CREATED_AT"
                    + " where STATUS = 'PENDING' and NEXT_ATTEMPT_AT > CREATED_AT + interval '1' minute");
        }
    }

    /** The server's own, which has written the file. */
    private static Path driver() throws IOException {
        Path jars = TestSettings.distribution().resolve("lib/lib/main");
        try (DirectoryStream<Path> found = Files.newDirectoryStream(jars, "com.h2database.h2-*.jar")) {
            return found.iterator().next();
        }
    }

    private KeycloakServer start() {
        // Nothing that was committed may wait in memory.
        OptionSet onDisk = new OptionSet(
                "crash",
                true,
                true,
                List.of(
                        "--db-url=" + database(),
                        "--db-username=" + USER,
                        "--db-password=" + PASSWORD,
                        "--spi-ssf-transmitter--default--outbox-drainer-interval=1s"));
        return KeycloakServer.start(
                Distribution.at(TestSettings.distribution()),
                TestSettings.work(),
                Servers.options(onDisk),
                line -> System.out.println("[crash] " + line));
    }

    private String database() {
        return "jdbc:h2:file:" + directory.resolve("keycloak").toAbsolutePath()
                + ";NON_KEYWORDS=VALUE;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
    }
}
