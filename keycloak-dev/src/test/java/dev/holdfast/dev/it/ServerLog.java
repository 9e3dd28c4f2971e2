package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.dev.server.KeycloakServer;
import dev.holdfast.dev.server.RunningKeycloak;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The log of a server from one moment on; always empty for a server in a container, whose log is not on this machine.
 *
 * @param file where it is written
 * @param from the length it had at that moment, in bytes
 */
record ServerLog(Optional<Path> file, long from) {

    private static final Pattern ABOVE_WARN = Pattern.compile("(?m)^\\S+ \\S+ +(ERROR|FATAL) .*$");

    /** From now on. */
    static ServerLog fromNow(RunningKeycloak server) {
        Optional<Path> file = server instanceof KeycloakServer process ? Optional.of(process.log()) : Optional.empty();
        return new ServerLog(file, file.map(ServerLog::length).orElse(0L));
    }

    /** Fails if the server complained of itself, or wrote one of these down. */
    void assertQuiet(String... secrets) {
        String text = text();
        assertThat(ABOVE_WARN.matcher(text).results().map(line -> line.group()))
                .as("what the server complained of")
                .isEmpty();
        for (String secret : secrets) {
            for (String part : secret.split("[., ]", -1)) {
                if (part.length() > 20) {
                    assertThat(text.contains(part))
                            .as("a proof or token in the log: " + part)
                            .isFalse();
                }
            }
        }
    }

    /** Whether the server has written this since; empty where its log is not on this machine. */
    Optional<Boolean> says(String words) {
        return file.map(any -> text().contains(words));
    }

    private String text() {
        if (file.isEmpty()) {
            return "";
        }
        try {
            byte[] all = Files.readAllBytes(file.get());
            return new String(Arrays.copyOfRange(all, (int) from, all.length), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static long length(Path file) {
        try {
            return Files.size(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
