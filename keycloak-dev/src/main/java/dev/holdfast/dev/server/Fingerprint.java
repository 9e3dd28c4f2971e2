package dev.holdfast.dev.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Everything that a built server depends on, as one short name: when it is the same, the built server can be used again. */
final class Fingerprint {

    private static final int LENGTH = 12;

    private Fingerprint() {}

    static String of(Distribution distribution, ServerOptions options) throws IOException {
        MessageDigest digest = sha256();
        add(digest, distribution.version());
        add(digest, String.valueOf(options.java().feature()));
        // Whether certificates are asked for is decided when building.
        add(digest, String.valueOf(options.tls().isPresent()));
        options.features().forEach(feature -> add(digest, feature));
        // Some extra options matter when building and some when starting; to tell them apart is Keycloak's business.
        options.extraOptions().forEach(option -> add(digest, option));
        for (Path jar : options.providers()) {
            add(digest, String.valueOf(jar.getFileName()));
            digest.update(Files.readAllBytes(jar));
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, LENGTH);
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
