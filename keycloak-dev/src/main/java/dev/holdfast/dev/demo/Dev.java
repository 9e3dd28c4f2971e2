package dev.holdfast.dev.demo;

import dev.holdfast.dev.server.KeycloakServer;
import dev.holdfast.dev.server.ServerStartException;
import java.util.concurrent.CountDownLatch;

/** The set-up of the demonstration, left running until Ctrl-C: {@code ./mvnw -Pdev}. */
public final class Dev {

    private static final String DEFAULT_PORT = "8080";

    private Dev() {}

    /** Takes no arguments; {@code -Dholdfast.port} moves Keycloak, the API takes the port after it. */
    public static void main(String[] arguments) {
        Narrator say = Narrator.ofThisTerminal();
        say.title("Holdfast for Keycloak: a server to try things on");
        int port = Integer.parseInt(System.getProperty("holdfast.port", DEFAULT_PORT));
        DemoPlaces places = DemoPlaces.ofThisBuild();
        try (KeycloakServer server = places.start(port, say::note);
                Stage stage = Stage.set(server, DemoSetting.realm("demo"), port + 1, places.cast())) {
            introduce(server, stage, say);
            // Ctrl-C ends this JVM; the server's own guard then stops the server.
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ServerStartException | IllegalStateException failed) {
            say.failed(String.valueOf(failed.getMessage()));
            System.exit(1);
        }
    }

    private static void introduce(KeycloakServer server, Stage stage, Narrator say) {
        say.line("");
        say.line("  Console         " + server.baseUri() + "/admin   ("
                + server.administrator().user() + " / " + server.administrator().password() + ")");
        say.line("  Realm           " + stage.issuer());
        say.line("  Runner          " + Stage.RUNNER.clientId() + " / " + Stage.RUNNER.secret());
        for (ProtectedApi api : stage.apis()) {
            say.line("  API             " + api.api() + "   (" + api.madeWith() + ")");
        }
        say.line("  Metrics         " + server.managementUri() + "/metrics");
        say.line("  Server log      " + server.log());
        say.title("A token without a key is refused:");
        say.line("curl -i -u " + Stage.RUNNER.clientId() + ":" + Stage.RUNNER.secret()
                + " -d grant_type=client_credentials " + stage.tokens().endpoint());
        say.title("The API without a token says what it wants:");
        say.line("curl -i " + stage.relyingParty().api());
        say.title("The security events that Keycloak offers:");
        say.line("curl -s " + stage.issuer() + "/.well-known/ssf-configuration");
        say.line("");
        say.line("Ctrl-C ends it.");
    }
}
