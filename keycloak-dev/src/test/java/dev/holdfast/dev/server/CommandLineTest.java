package dev.holdfast.dev.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {

    private static final Path HOME = Path.of("home");

    @Test
    void command_ofABuiltServer_doesNotBuildAgain() {
        CommandLine line = new CommandLine(HOME, ServerOptions.stock("some"), 1, 2, 3);

        assertThat(line.command(true)).contains("-Dkc.config.built=true");
        assertThat(line.command(false)).doesNotContain("-Dkc.config.built=true");
    }

    @Test
    void everyServer_listensOnlyOnThisMachine() {
        assertThat(new CommandLine(HOME, ServerOptions.stock("some"), 1, 2, 3).command(true))
                .contains("start-dev", "--http-host=127.0.0.1", "--http-port=1", "--http-management-port=2");
    }

    @Test
    void sharedSignals_mayPushToThisMachineOnlyWhenSwitchedOn() {
        String option = "--spi-ssf-transmitter--default--allow-insecure-push-targets=true";
        ServerOptions plain = ServerOptions.stock("some");

        assertThat(new CommandLine(HOME, plain.withFeatures("ssf"), 1, 2, 3).command(true))
                .contains(option, "--features=ssf");
        assertThat(new CommandLine(HOME, plain, 1, 2, 3).command(true)).doesNotContain(option);
    }

    @Test
    void ownOptions_comeLast() {
        ServerOptions options =
                ServerOptions.stock("some").withOption("--log-level=debug").withJvmOption("-Xint");

        assertThat(new CommandLine(HOME, options, 1, 2, 3).command(true))
                .contains("-Xint")
                .endsWith("--log-level=debug");
    }

    @Test
    void ownOption_takesThePlaceOfTheCommonOne() {
        List<String> command = new CommandLine(
                        HOME, ServerOptions.stock("some").withOption("--proxy-trusted-addresses=10.0.0.1"), 1, 2, 3)
                .command(true);

        assertThat(command)
                .contains("--proxy-trusted-addresses=10.0.0.1")
                .doesNotContain("--proxy-trusted-addresses=127.0.0.0/8,::1");
    }

    @Test
    void ownOption_withoutAValue_leavesTheCommonOneOut() {
        List<String> command = new CommandLine(
                        HOME, ServerOptions.stock("some").withOption("--proxy-trusted-addresses="), 1, 2, 3)
                .command(true);

        assertThat(command).noneMatch(option -> option.startsWith("--proxy-trusted-addresses"));
    }

    @Test
    void tls_isAListenerOfItsOwn_andTheIssuerIsThere() {
        TlsFiles files = new TlsFiles(Path.of("key"), Path.of("trust"), Path.of("ca"), "secret");

        assertThat(new CommandLine(HOME, ServerOptions.stock("some").withTls(files), 1, 2, 3).command(true))
                .contains("--http-port=1", "--https-port=3", "--hostname=https://127.0.0.1:3")
                .contains("--https-client-auth=request", "--https-trust-store-file=trust");
    }
}
