package dev.holdfast.dev.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Keycloak's vault of {@link OptionSet#DEFAULT}: a directory with a file for each secret of a realm, read when it is needed. */
final class Vault {

    private Vault() {}

    /** What a server has to be told, for its vault to be this directory. */
    static List<String> options() {
        return List.of("--vault=file", "--vault-dir=" + directory());
    }

    /** Puts a secret into it. */
    static void keep(TestRealm realm, String name, String secret) {
        try {
            Files.writeString(directory().resolve(escaped(realm.name()) + "_" + escaped(name)), secret);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String escaped(String part) {
        return part.replace("_", "__");
    }

    private static Path directory() {
        try {
            return Files.createDirectories(TestSettings.work().toAbsolutePath().resolve("vault"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
