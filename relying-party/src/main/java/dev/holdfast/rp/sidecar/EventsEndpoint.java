package dev.holdfast.rp.sidecar;

import com.sun.net.httpserver.HttpExchange;
import dev.holdfast.rp.event.PushAnswer;
import dev.holdfast.rp.event.PushReceiver;
import dev.holdfast.rp.event.PushRequest;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the transmitter pushes events (RFC 8935). */
record EventsEndpoint(PushReceiver receiver) implements Endpoint.Work {

    static final String PATH = "/events";

    private static final System.Logger LOG = System.getLogger(EventsEndpoint.class.getName());

    @Override
    public Answer answer(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getRawPath().equals(PATH)) {
            return Answer.of(404);
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            return new Answer(405, Map.of("Allow", "POST"), "");
        }
        PushAnswer answer = receiver.receive(new PushRequest(
                only(exchange, "Content-Type"), only(exchange, "Authorization"), exchange.getRequestBody()));
        if (answer instanceof PushAnswer.Refused refused) {
            LOG.log(Level.WARNING, "an event was refused: {0}", refused.description());
        } else if (answer instanceof PushAnswer.Unavailable unavailable) {
            LOG.log(Level.ERROR, "an event could not be taken in", unavailable.cause());
        }
        return new Answer(answer.status(), answer.headers(), answer.body());
    }

    private static Optional<String> only(HttpExchange exchange, String name) {
        List<String> values = exchange.getRequestHeaders().getOrDefault(name, List.of());
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }
}
