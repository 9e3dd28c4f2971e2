package dev.holdfast.evaluation.keycloak.ssf.delivery;

import dev.holdfast.binding.keycloak.trace.HoldfastSpan;
import dev.holdfast.evaluation.delivery.DeliveryVerdict;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.util.Locale;
import java.util.function.Supplier;
import org.keycloak.models.KeycloakSession;
import org.keycloak.tracing.TracingProvider;

/** A span for each attempt, sent when no session of Keycloak is open any more. */
record PushTrace(Tracer tracer) {

    static PushTrace of(KeycloakSession session) {
        return new PushTrace(session.getProvider(TracingProvider.class).getTracer("dev.holdfast", null));
    }

    /** Which receiver and what became of it; neither the event nor whom it is about. */
    DeliveryVerdict around(String receiver, Supplier<DeliveryVerdict> attempt) {
        Span span = tracer.spanBuilder(HoldfastSpan.PUSH.id())
                .setSpanKind(SpanKind.CLIENT)
                .setNoParent()
                .startSpan();
        try {
            DeliveryVerdict verdict = attempt.get();
            span.setAttribute("holdfast.receiver", receiver);
            span.setAttribute(
                    "holdfast.outcome", verdict.getClass().getSimpleName().toLowerCase(Locale.ROOT));
            if (!(verdict instanceof DeliveryVerdict.Delivered)) {
                span.setStatus(StatusCode.ERROR);
            }
            return verdict;
        } finally {
            span.end();
        }
    }
}
