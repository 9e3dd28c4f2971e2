package dev.holdfast.evaluation.keycloak.signal;

import static dev.holdfast.evaluation.keycloak.signal.ComponentSetting.number;
import static dev.holdfast.evaluation.keycloak.signal.ComponentSetting.require;
import static dev.holdfast.evaluation.keycloak.signal.ComponentSetting.required;
import static dev.holdfast.evaluation.keycloak.signal.ComponentSetting.secret;
import static dev.holdfast.evaluation.keycloak.signal.ComponentSetting.text;
import static dev.holdfast.evaluation.keycloak.signal.ComponentSetting.value;

import dev.holdfast.evaluation.delivery.AddressPolicy;
import dev.holdfast.evaluation.keycloak.ConfiguredGrant;
import dev.holdfast.evaluation.oauth.ClientGrant.Method;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.component.ComponentModel;
import org.keycloak.provider.ProviderConfigProperty;

/** The settings of a transmitter that is polled. */
final class PollSettings {

    private static final String POLL = "poll";
    private static final int LONGEST_INTERVAL = 3_600;

    private static final String ADDRESSES =
            "https at a public address; with allow-insecure-push-targets also in private networks and on this machine, and http.";

    private static final ProviderConfigProperty DELIVERY = text(
            "delivery",
            "Delivery",
            "push: it sends its events. poll: they are collected from it, and it cannot push.",
            "push");
    private static final ProviderConfigProperty ENDPOINT = text(
            "poll-endpoint",
            "Poll endpoint",
            "Where its events are polled: " + ADDRESSES + " Required where it is polled.",
            "");
    private static final ProviderConfigProperty INTERVAL = number(
            "poll-interval",
            "Poll interval",
            "Seconds between two polls of a transmitter that answers at once although it has no events.",
            5,
            1,
            LONGEST_INTERVAL);
    private static final ProviderConfigProperty AUTHORIZATION = secret(
            "poll-authorization",
            "Authorization of polls",
            "The whole header Authorization of polls; can be a reference to the vault. Either this or a token endpoint.");
    private static final ProviderConfigProperty TOKEN_ENDPOINT = text(
            "poll-token-endpoint",
            "Token endpoint",
            "Where an access token for polls is obtained by client credentials: " + ADDRESSES,
            "");
    private static final ProviderConfigProperty CLIENT_ID =
            text("poll-client-id", "Client ID", "Who this realm is at the token endpoint.", "");
    private static final ProviderConfigProperty CLIENT_SECRET =
            secret("poll-client-secret", "Client secret", "Its secret there; can be a reference to the vault.");
    private static final ProviderConfigProperty SCOPE =
            text("poll-scope", "Scope", "What is asked for there, several separated by spaces.", "");
    private static final ProviderConfigProperty CLIENT_AUTH = text(
            "poll-client-auth",
            "Client authentication",
            "How the secret is shown there: client_secret_basic or client_secret_post.",
            Method.CLIENT_SECRET_BASIC.word());

    /** All of them, in the order of the console. */
    static final List<ProviderConfigProperty> PROPERTIES = List.of(
            DELIVERY, ENDPOINT, INTERVAL, AUTHORIZATION, TOKEN_ENDPOINT, CLIENT_ID, CLIENT_SECRET, SCOPE, CLIENT_AUTH);

    private PollSettings() {}

    /** Whether a component is polled, without reading the rest of it. */
    static boolean isPolled(ComponentModel model) {
        return value(model, DELIVERY).equals(POLL);
    }

    /** Where it is polled, empty if it pushes. */
    static Optional<PollSource> read(ComponentModel model, AddressPolicy addresses) {
        String delivery = value(model, DELIVERY);
        require(Set.of("push", POLL).contains(delivery), DELIVERY);
        if (!delivery.equals(POLL)) {
            return Optional.empty();
        }
        String endpoint = required(model, ENDPOINT);
        require(addresses.objection(endpoint).isEmpty(), ENDPOINT);
        Duration interval = Duration.ofSeconds(number(model, INTERVAL, LONGEST_INTERVAL));
        String authorization = value(model, AUTHORIZATION);
        String tokenEndpoint = value(model, TOKEN_ENDPOINT);
        require(authorization.isEmpty() != tokenEndpoint.isEmpty(), AUTHORIZATION);
        if (tokenEndpoint.isEmpty()) {
            return Optional.of(new PollSource(endpoint, interval, authorization, Optional.empty()));
        }
        require(addresses.objection(tokenEndpoint).isEmpty(), TOKEN_ENDPOINT);
        Optional<Method> method = Method.named(value(model, CLIENT_AUTH));
        require(method.isPresent(), CLIENT_AUTH);
        return Optional.of(new PollSource(
                endpoint,
                interval,
                "",
                method.map(how -> new ConfiguredGrant(
                        tokenEndpoint,
                        required(model, CLIENT_ID),
                        required(model, CLIENT_SECRET),
                        value(model, SCOPE),
                        how))));
    }
}
