package dev.holdfast.evaluation.keycloak.ssf.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.evaluation.delivery.DeliveryVerdict;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PushTraceTest {

    private final List<String> recorded = new ArrayList<>();

    @Test
    void attempt_isASpanOfItsOwnWithReceiverAndOutcome() {
        DeliveryVerdict down = new DeliveryVerdict.Unavailable("no answer: secret.example", Optional.empty());

        assertThat(new PushTrace(recording()).around("orders-api", () -> down)).isSameAs(down);

        assertThat(recorded)
                .containsExactly(
                        "spanBuilder [holdfast.push]",
                        "setSpanKind [CLIENT]",
                        "setNoParent []",
                        "startSpan []",
                        "setAttribute [holdfast.receiver, orders-api]",
                        "setAttribute [holdfast.outcome, unavailable]",
                        "setStatus [ERROR]",
                        "end []");
    }

    @Test
    void attempt_whileTracingIsOff_isMadeAllTheSame() {
        DeliveryVerdict delivered = new DeliveryVerdict.Delivered();

        assertThat(new PushTrace(TracerProvider.noop().get("")).around("orders-api", () -> delivered))
                .isSameAs(delivered);
    }

    private Tracer recording() {
        Span span = proxy(Span.class, (proxy, method, arguments) -> record(proxy, method.getName(), arguments));
        SpanBuilder builder = proxy(SpanBuilder.class, (proxy, method, arguments) -> {
            record(proxy, method.getName(), arguments);
            return method.getName().equals("startSpan") ? span : proxy;
        });
        return proxy(Tracer.class, (proxy, method, arguments) -> {
            record(proxy, method.getName(), arguments);
            return builder;
        });
    }

    private Object record(Object proxy, String method, Object[] arguments) {
        recorded.add(method + " " + (arguments == null ? "[]" : Arrays.toString(arguments)));
        return proxy;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
