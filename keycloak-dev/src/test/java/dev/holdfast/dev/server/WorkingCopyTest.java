package dev.holdfast.dev.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkingCopyTest {

    @TempDir
    Path directory;

    private Distribution distribution;
    private Path work;

    @BeforeEach
    void unpack() throws IOException {
        Path home = directory.resolve("keycloak");
        for (String file :
                List.of("lib/lib/main/a.jar", "lib/quarkus/built.jar", "lib/quarkus-run.jar", "conf/x.conf")) {
            Path path = home.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, file);
        }
        Files.writeString(home.resolve("version.txt"), "Keycloak - Version 26.7.4\n");
        distribution = Distribution.at(home);
        work = directory.resolve("work");
    }

    @Test
    void version_ofTheDistribution_isReadFromItsFile() {
        assertThat(distribution.version()).isEqualTo("26.7.4");
    }

    @Test
    void build_inAWorkingCopy_leavesTheDistributionAsItIs() throws IOException {
        try (WorkingCopy copy = open(ServerOptions.stock("some"))) {
            Files.writeString(copy.home().resolve("lib/quarkus/built.jar"), "changed");
        }

        assertThat(distribution.home().resolve("lib/quarkus/built.jar")).hasContent("lib/quarkus/built.jar");
    }

    @Test
    void builtCopy_forTheSameJars_isFoundAgain() {
        Path home = builtWith("one");

        try (WorkingCopy copy = open(withJar("one"))) {
            assertThat(copy.home()).isEqualTo(home);
            assertThat(copy.isBuilt()).isTrue();
        }
    }

    @Test
    void builtCopy_forAnotherJar_isReplaced() {
        Path home = builtWith("one");

        try (WorkingCopy copy = open(withJar("two"))) {
            assertThat(copy.isBuilt()).isFalse();
            assertThat(home).doesNotExist();
        }
    }

    @Test
    void builtCopy_ofAnotherKind_isTakenOverIfItWasBuiltFromTheSame() throws IOException {
        try (WorkingCopy one = open(ServerOptions.stock("some").withOption("--proxy-trusted-addresses=10.0.0.1"))) {
            Files.writeString(one.home().resolve("lib/quarkus/built.jar"), "changed");
            one.markBuilt();
        }

        try (WorkingCopy other = open(ServerOptions.stock("other").withOption("--spi-a--b--c=d"))) {
            assertThat(other.isBuilt()).isTrue();
            assertThat(other.home().resolve("lib/quarkus/built.jar")).hasContent("changed");
        }
    }

    @Test
    void copyThatIsNotBuilt_isNotTakenOver() throws IOException {
        try (WorkingCopy one = open(ServerOptions.stock("some"))) {
            Files.writeString(one.home().resolve("lib/quarkus/built.jar"), "half");
        }

        try (WorkingCopy other = open(ServerOptions.stock("other"))) {
            assertThat(other.isBuilt()).isFalse();
            assertThat(other.home().resolve("lib/quarkus/built.jar")).hasContent("lib/quarkus/built.jar");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--spi-x509cert-lookup--provider=rfc9440",
                "--spi-events-listener--some--enabled=false",
                "--spi-email-template--provider-default=x",
                "--db=postgres",
                "--features-disabled=dpop",
                "--what-is-not-known=1"
            })
    void optionOfTheBuild_isBuiltAnew(String option) {
        try (WorkingCopy one = open(ServerOptions.stock("some"))) {
            one.markBuilt();
        }

        try (WorkingCopy other = open(ServerOptions.stock("other").withOption(option))) {
            assertThat(other.isBuilt()).isFalse();
        }
    }

    @Test
    void copy_thatIsInUse_isNotGivenTwice() {
        try (WorkingCopy one = open(ServerOptions.stock("some"));
                WorkingCopy other = open(ServerOptions.stock("some"))) {
            assertThat(other.home()).isNotEqualTo(one.home());
        }
    }

    @Test
    void realmFile_liesWhereKeycloakImportsFrom() throws IOException {
        Path file = Files.writeString(directory.resolve("r-realm.json"), "{}");

        try (WorkingCopy copy = open(ServerOptions.stock("some").withRealmImport(file))) {
            assertThat(copy.home().resolve("data/import/r-realm.json")).exists();
        }
    }

    private Path builtWith(String jar) {
        try (WorkingCopy copy = open(withJar(jar))) {
            copy.markBuilt();
            return copy.home();
        }
    }

    private ServerOptions withJar(String content) {
        try {
            Path jar = Files.writeString(directory.resolve("ours.jar"), content);
            return ServerOptions.stock("some").withProviders(List.of(jar));
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private WorkingCopy open(ServerOptions options) {
        return WorkingCopy.open(work, distribution, options);
    }
}
