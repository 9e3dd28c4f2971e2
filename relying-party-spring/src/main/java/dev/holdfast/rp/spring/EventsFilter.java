package dev.holdfast.rp.spring;

import dev.holdfast.rp.event.PushAnswer;
import dev.holdfast.rp.event.PushReceiver;
import dev.holdfast.rp.event.PushRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Where the transmitter pushes events (RFC 8935). Stands before the filter chains of Spring Security, which know nothing of
 * transmitters: the agreed header and the signature decide.
 */
final class EventsFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final Log LOG = LogFactory.getLog(EventsFilter.class);

    private final transient PushReceiver receiver;

    EventsFilter(PushReceiver receiver) {
        this.receiver = receiver;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        if (!request.getMethod().equals("POST")) {
            response.setHeader("Allow", "POST");
            response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        PushAnswer answer = receiver.receive(new PushRequest(
                only(request, "Content-Type"), only(request, "Authorization"), request.getInputStream()));
        if (answer instanceof PushAnswer.Refused refused) {
            LOG.warn("A security event was refused: " + refused.description());
        } else if (answer instanceof PushAnswer.Unavailable unavailable) {
            LOG.error("A security event could not be taken in", unavailable.cause());
        }
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        response.getOutputStream().write(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> only(HttpServletRequest request, String name) {
        List<String> values = Collections.list(request.getHeaders(name));
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }
}
