package dev.holdfast.rp.sidecar;

import com.sun.net.httpserver.HttpExchange;
import dev.holdfast.rp.RelyingParty;
import dev.holdfast.rp.token.BoundTokenVerifier;
import dev.holdfast.rp.token.VerificationException;
import dev.holdfast.rp.token.VerifiedToken;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** May this request pass? Asked by a gateway, answered with what the gateway passes on. */
record AuthorizeEndpoint(
        RelyingParty relyingParty,
        BoundTokenVerifier verifier,
        QuestionReader reader,
        TrustedProxies proxies,
        Decisions decisions)
        implements Endpoint.Work {

    /** For the log of the gateway; says no more than the challenge does. */
    private static final String REASON = "X-Holdfast-Reason";

    @Override
    public Answer answer(HttpExchange exchange) {
        if (!proxies.contains(exchange.getRemoteAddress().getAddress())) {
            return forbidden("UNTRUSTED_PROXY");
        }
        String path = exchange.getRequestURI().getRawPath();
        if (!path.equals(QuestionReader.PREFIX) && !path.startsWith(QuestionReader.PREFIX + "/")) {
            return Answer.of(404);
        }
        Question question = reader.read(exchange);
        return question instanceof Question.About about ? decide(about) : forbidden("UNCLEAR_ORIGINAL_REQUEST");
    }

    private Answer decide(Question.About about) {
        try {
            VerifiedToken token = relyingParty.authorize(about.request());
            decisions.authorized();
            Map<String, String> headers = new TreeMap<>(verifier.answerHeaders());
            headers.put("X-Holdfast-Subject", visible(token.subject()));
            headers.put("X-Holdfast-Client", visible(token.clientId()));
            // Empty rather than left out: else one that the client sent would reach the API behind the gateway.
            headers.put("X-Holdfast-Session", visible(token.sessionId().orElse("")));
            return new Answer(200, headers, "");
        } catch (VerificationException refused) {
            decisions.refused(refused.reason());
            Map<String, String> headers = new TreeMap<>(refused.headers());
            headers.put(REASON, refused.reason().name());
            // nginx makes a 500 of any other status; a challenge would be lost with it.
            int status = about.subrequest() && refused.status() == 400 ? 401 : refused.status();
            return new Answer(status, headers, "");
        }
    }

    private Answer forbidden(String reason) {
        decisions.forbidden();
        return new Answer(403, Map.of(REASON, reason), "");
    }

    /** Percent-encodes what a header cannot hold, so that no name can be mistaken for another. */
    private static String visible(String name) {
        StringBuilder text = new StringBuilder();
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            if (octet > ' ' && octet < 0x7f && octet != '%') {
                text.append((char) octet);
            } else {
                text.append(String.format("%%%02X", octet));
            }
        }
        return text.toString();
    }
}
