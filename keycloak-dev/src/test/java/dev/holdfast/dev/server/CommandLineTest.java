package dev.holdfast.dev.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CommandLineTest {

    private static final Path HOME = Path.of("home");

    @Test
    void command_ofABuiltServer_doesNotBuildAgain() {
        CommandLine line = new CommandLine(HOME, ServerOptions.stock("some"), 1, 2);

        assertThat(line.command(true)).contains("-Dkc.config.built=true");
        assertThat(line.command(false)).doesNotContain("-Dkc.config.built=true");
    }

    @Test
    void everyServer_listensOnlyOnThisMachine() {
        assertThat(new CommandLine(HOME, ServerOptions.stock("some"), 1, 2).command(true))
                .contains("start-dev", "--http-host=127.0.0.1", "--http-port=1", "--http-management-port=2");
    }

    @Test
    void sharedSignals_mayPushToThisMachineOnlyWhenSwitchedOn() {
        String option = "--spi-ssf-transmitter--default--allow-insecure-push-targets=true";
        ServerOptions plain = ServerOptions.stock("some");

        assertThat(new CommandLine(HOME, plain.withFeatures("ssf"), 1, 2).command(true))
                .contains(option, "--features=ssf");
        assertThat(new CommandLine(HOME, plain, 1, 2).command(true)).doesNotContain(option);
    }

    @Test
    void ownOptions_comeLast() {
        ServerOptions options =
                ServerOptions.stock("some").withOption("--log-level=debug").withJvmOption("-Xint");

        assertThat(new CommandLine(HOME, options, 1, 2).command(true))
                .contains("-Xint")
                .endsWith("--log-level=debug");
    }
}
