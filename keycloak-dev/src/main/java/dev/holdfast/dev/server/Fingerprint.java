package dev.holdfast.dev.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Everything that a built server depends on, as one short name: when it is the same, the built server can be used again. */
final class Fingerprint {

    private static final int LENGTH = 12;
    private static final List<String> OF_THE_BUILD =
            List.of("-provider", "-provider-default", "-enabled", "-providers-mask");
    private static final List<String> OF_THE_START =
            List.of("--proxy-", "--hostname", "--log-level", "--db-url", "--db-username", "--db-password");

    private Fingerprint() {}

    static String of(Distribution distribution, ServerOptions options) throws IOException {
        MessageDigest digest = sha256();
        add(digest, distribution.version());
        add(digest, String.valueOf(options.java().feature()));
        options.features().forEach(feature -> add(digest, feature));
        options.extraOptions().stream()
                .filter(Fingerprint::isOfTheBuild)
                .sorted()
                .forEach(option -> add(digest, option));
        for (Path jar : options.providers()) {
            add(digest, String.valueOf(jar.getFileName()));
            digest.update(Files.readAllBytes(jar));
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, LENGTH);
    }

    /**
     * Whether an option takes effect when the server is built. What is not known to take effect at the start counts as one of the
     * build: that costs a build, the other mistake would be a server without the option.
     */
    static boolean isOfTheBuild(String option) {
        String name = CommandLine.name(option);
        if (name.startsWith("--spi-")) {
            // As Keycloak's own configuration has it: which provider serves is built in, its settings are not.
            return OF_THE_BUILD.stream().anyMatch(name::endsWith);
        }
        return OF_THE_START.stream().noneMatch(name::startsWith);
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
