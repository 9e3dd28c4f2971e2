package dev.holdfast.binding.keycloak.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keycloak.models.KeycloakSession;
import org.keycloak.tracing.NoopTracingProvider;
import org.keycloak.tracing.TracingProvider;

class TraceTest {

    private final List<String> recorded = new ArrayList<>();

    @Test
    void span_hasItsNameItsWordsAndAnEnd() {
        KeycloakSession session = session(recording());

        try (Trace trace = Trace.start(session, HoldfastSpan.BINDING).with("grant", "refresh_token")) {
            trace.failed("invalid_grant");
        }

        assertThat(recorded)
                .containsExactly(
                        "start dev.holdfast holdfast.binding",
                        "holdfast.grant=refresh_token",
                        "holdfast.error=invalid_grant",
                        "status " + StatusCode.ERROR,
                        "end");
    }

    @Test
    void span_whileTracingIsOff_recordsNothing() {
        try (Trace trace = Trace.start(session(new NoopTracingProvider()), HoldfastSpan.HISTORY)) {
            trace.with("access", "find").failed("x");
        }

        assertThat(recorded).isEmpty();
    }

    private static KeycloakSession session(TracingProvider tracing) {
        return (KeycloakSession) Proxy.newProxyInstance(
                TraceTest.class.getClassLoader(),
                new Class<?>[] {KeycloakSession.class},
                (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("getProvider");
                    return tracing;
                });
    }

    private TracingProvider recording() {
        Span span = (Span) Proxy.newProxyInstance(
                TraceTest.class.getClassLoader(), new Class<?>[] {Span.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "isRecording" -> {
                            return true;
                        }
                        case "setAttribute" -> recorded.add(arguments[0] + "=" + arguments[1]);
                        case "setStatus" -> recorded.add("status " + arguments[0]);
                        default -> throw new AssertionError(method.getName());
                    }
                    return proxy;
                });
        return new NoopTracingProvider() {
            @Override
            public Span startSpan(String tracer, String name) {
                recorded.add("start " + tracer + " " + name);
                return span;
            }

            @Override
            public void endSpan() {
                recorded.add("end");
            }
        };
    }
}
