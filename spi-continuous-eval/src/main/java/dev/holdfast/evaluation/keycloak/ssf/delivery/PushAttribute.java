package dev.holdfast.evaluation.keycloak.ssf.delivery;

import dev.holdfast.evaluation.keycloak.VaultSecret;
import dev.holdfast.evaluation.oauth.ClientGrant;
import dev.holdfast.evaluation.oauth.ClientGrant.Method;
import dev.holdfast.evaluation.oauth.Credential;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

/**
 * The attributes of a receiver's client that say how we authenticate when we push to it: each exists once, for the code and the
 * documentation. With none of them the header {@code Authorization} of the stream is sent, if there is one.
 */
public enum PushAttribute {
    /** Address of the token endpoint. */
    TOKEN_ENDPOINT(
            "token-endpoint",
            "",
            "Where the access token is asked for: https. Required, as soon as one of these is set"),
    /** Who we are there. */
    CLIENT_ID("client-id", "", "Who Keycloak is there. Required"),
    /** Our secret. */
    CLIENT_SECRET(
            "client-secret",
            "",
            "Its secret, by its name in Keycloak's vault: `${vault.holdfast-push…}`. Anything else, also the secret itself, is refused:"
                    + " nothing is sent. Required"),
    /** What is asked for. */
    SCOPE("scope", "", "What is asked for, several separated by spaces"),
    /** How the secret is shown. */
    CLIENT_AUTH(
            "client-auth",
            "client_secret_basic",
            "How the secret is shown: `client_secret_basic` or `client_secret_post`");

    private static final String PREFIX = "holdfast.push.";

    private static final String OF_THE_VAULT = "${vault.";

    /** Who may change clients shall not thereby read the other secrets of the realm. */
    private static final String OF_OUR_VAULT = OF_THE_VAULT + "holdfast-push";

    /** A receiver sets its header itself, through the stream API: it shall not thereby read the secrets for others. */
    private static final String HEADERS_OF_OUR_VAULT = OF_OUR_VAULT + "-header";

    private final String name;
    private final String byDefault;
    private final String help;

    PushAttribute(String name, String byDefault, String help) {
        this.name = name;
        this.byDefault = byDefault;
        this.help = help;
    }

    /** The name of the attribute. */
    public String attribute() {
        return PREFIX + name;
    }

    /** What holds if it is not set. */
    public String byDefault() {
        return byDefault;
    }

    /** What it does, in Markdown. */
    public String help() {
        return help;
    }

    /**
     * How we authenticate to a receiver. Whoever sets one of the attributes wants a token: if the others do not make sense,
     * nothing is sent.
     */
    static Credential of(KeycloakSession session, ClientModel receiver, Optional<String> header) {
        boolean wanted = false;
        for (PushAttribute each : values()) {
            wanted |= !each.in(receiver).equals(each.byDefault());
        }
        if (!wanted) {
            return header.<Credential>map(Credential.Header::new).orElseGet(Credential.None::new);
        }
        String secret = CLIENT_SECRET.in(receiver);
        if (!secret.isEmpty() && !secret.startsWith(OF_OUR_VAULT)) {
            // Who may view clients sees an attribute, and so does who reads admin events or an export.
            return new Credential.Missing("the attribute " + CLIENT_SECRET.attribute()
                    + " is no reference to the vault that begins with " + OF_OUR_VAULT + "; put the secret there");
        }
        return of(receiver, secret.isEmpty() ? Optional.empty() : VaultSecret.read(session, secret));
    }

    /** Whether something that is set stands for a secret in Keycloak's vault. */
    static boolean isReference(String setting) {
        return setting.startsWith(OF_THE_VAULT);
    }

    /** Whether it stands for one that is not meant to be shown as a header. */
    static boolean isNoHeader(String setting) {
        return isReference(setting) && !setting.startsWith(HEADERS_OF_OUR_VAULT);
    }

    private static Credential of(ClientModel receiver, Optional<String> secret) {
        Optional<Method> method = Method.named(CLIENT_AUTH.in(receiver));
        if (secret.isEmpty()) {
            return CLIENT_SECRET.missing();
        }
        if (method.isEmpty()) {
            return CLIENT_AUTH.missing();
        }
        for (PushAttribute each : new PushAttribute[] {TOKEN_ENDPOINT, CLIENT_ID}) {
            if (each.in(receiver).isEmpty()) {
                return each.missing();
            }
        }
        return new Credential.Token(new ClientGrant(
                TOKEN_ENDPOINT.in(receiver), CLIENT_ID.in(receiver), secret.get(), SCOPE.in(receiver), method.get()));
    }

    private Credential missing() {
        return new Credential.Missing("the attribute " + attribute() + " is missing or not acceptable");
    }

    private String in(ClientModel receiver) {
        String value = receiver.getAttribute(attribute());
        return value == null || value.isBlank() ? byDefault : value.trim();
    }
}
