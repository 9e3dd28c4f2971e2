package dev.holdfast.rp.sidecar;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets one function answer at one address. What it does not foresee is a 500, and no gateway lets that pass. */
record Endpoint(Work work, AtomicInteger inFlight) implements HttpHandler {

    private static final System.Logger LOG = System.getLogger(Endpoint.class.getName());

    /** Answers a request. */
    @FunctionalInterface
    interface Work {
        Answer answer(HttpExchange exchange) throws IOException;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        inFlight.incrementAndGet();
        try (exchange) {
            answer(exchange).send(exchange);
        } finally {
            inFlight.decrementAndGet();
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        try {
            return work.answer(exchange);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a request failed", e);
            return Answer.of(500);
        }
    }
}
