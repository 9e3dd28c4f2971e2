package dev.holdfast.binding.keycloak.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import org.keycloak.models.KeycloakSession;
import org.keycloak.tracing.TracingProvider;

/**
 * An open span within the one that Keycloak has for the request. Attributes are words of the code: no subject, no key, no
 * address and no text of an exception. With tracing off it does nothing.
 */
public final class Trace implements AutoCloseable {

    private final TracingProvider tracing;
    private final Span span;

    private Trace(TracingProvider tracing, Span span) {
        this.tracing = tracing;
        this.span = span;
    }

    /**
     * Begins a span.
     *
     * @param session the session of the request
     * @param name which
     * @return to be closed on the same thread
     */
    public static Trace start(KeycloakSession session, HoldfastSpan name) {
        TracingProvider tracing = session.getProvider(TracingProvider.class);
        return new Trace(tracing, tracing.startSpan("dev.holdfast", name.id()));
    }

    /**
     * Says something of it.
     *
     * @param attribute its name, without {@code holdfast.}
     * @param word one of few
     * @return this
     */
    public Trace with(String attribute, String word) {
        if (span.isRecording()) {
            span.setAttribute("holdfast." + attribute, word);
        }
        return this;
    }

    /**
     * Says that it failed.
     *
     * @param error the error, one of few
     */
    public void failed(String error) {
        with("error", error);
        span.setStatus(StatusCode.ERROR);
    }

    @Override
    public void close() {
        tracing.endSpan();
    }
}
