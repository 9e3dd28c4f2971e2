package dev.holdfast.dev.demo;

import dev.holdfast.dev.client.Http;
import java.net.URI;
import java.net.http.HttpRequest;

/** An API that asks for bound tokens and hears security events, however it is made. */
public interface ProtectedApi extends AutoCloseable {

    /** Its client id, which is the audience of its tokens and of its events. */
    String name();

    /** What it is made with, for people. */
    String madeWith();

    /** What callers ask for, and name in their proofs. */
    URI api();

    /** Where events are to be pushed. */
    URI events();

    /** A {@code GET} of {@link #api()}, still without token and proof. */
    default HttpRequest.Builder request() {
        return Http.to(api());
    }

    /**
     * Waits until it answers.
     *
     * @throws dev.holdfast.dev.server.ServerStartException if it does not; the message says why
     */
    void awaitReady();

    /**
     * Registers its stream of events, as its own client.
     *
     * @param clientSecret the secret of client {@link #name()}
     * @throws IllegalStateException if Keycloak refuses, with what to look at
     */
    void subscribe(String clientSecret);

    @Override
    void close();
}
