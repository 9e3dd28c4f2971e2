package dev.holdfast.evaluation.keycloak.signal;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdfast.binding.keycloak.metric.HoldfastMetric;
import dev.holdfast.evaluation.keycloak.VaultSecret;
import dev.holdfast.evaluation.signal.RefusedSetException.Code;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** {@code POST /realms/{realm}/holdfast/signals}: takes in security events by push (RFC 8935). */
public final class SignalEndpoint {

    private static final Logger LOG = Logger.getLogger(SignalEndpoint.class);
    private static final String CONTENT_TYPE = "application/secevent+jwt";
    private static final String SCHEME = "bearer ";

    private static final int RETRY_AFTER_SECONDS = 60;

    private final KeycloakSession session;
    private final Rates rates;

    /**
     * The endpoint of the current realm.
     *
     * @param session the session of the request
     */
    public SignalEndpoint(KeycloakSession session) {
        this.session = session;
        this.rates = SignalTransmitterFactory.rates(session);
    }

    /**
     * A refusal (RFC 8935 section 2.3).
     *
     * @param err the code
     * @param description in words
     */
    public record Refusal(
            @JsonProperty("err") String err,
            @JsonProperty("description") String description) {}

    /**
     * Takes in one push.
     *
     * @param body one security event token in compact form
     * @return 202 for one that is taken in, also if it was seen before or concerns nobody; 400 with {@code err} for one that is
     *     refused; 429 if too many came; 503 if the keys of the transmitter cannot be fetched; 404 for a realm without
     *     transmitters
     * @throws IOException if the body cannot be read
     */
    @POST
    public Response push(InputStream body) throws IOException {
        List<SignalTransmitter> transmitters = transmitters();
        if (transmitters.isEmpty()) {
            return Response.status(Response.Status.NOT_FOUND)
                    .type(MediaType.APPLICATION_JSON)
                    .build();
        }
        // One answer for a stranger, whatever else is wrong, before anything of the body is looked at.
        Optional<SignalTransmitter> sender = authenticate(transmitters);
        return sender.isEmpty() ? answer(STRANGER) : answer(take(sender.get(), body));
    }

    private static final SignalOutcome STRANGER =
            new SignalOutcome.Refused(Code.AUTHENTICATION_FAILED, "the transmitter is not authenticated");

    private SignalOutcome take(SignalTransmitter sender, InputStream body) throws IOException {
        SignalIntake intake = new SignalIntake(session, rates);
        if (!intake.admits(sender)) {
            return new SignalOutcome.TooMany();
        }
        if (!isSecurityEventToken()) {
            return new SignalOutcome.Refused(Code.INVALID_REQUEST, "the content type is not " + CONTENT_TYPE);
        }
        byte[] bytes = body.readNBytes(SignalIntake.MOST_BYTES + 1);
        return intake.take(sender, new String(bytes, StandardCharsets.US_ASCII));
    }

    /** Those that push; one that is polled has no say here. */
    private List<SignalTransmitter> transmitters() {
        RealmModel realm = session.getContext().getRealm();
        return readable(realm.getComponentsStream(realm.getId(), SignalTransmitter.class.getName()), rates)
                .filter(transmitter -> transmitter.source().isEmpty())
                .toList();
    }

    /** One that cannot be read, as an import can bring it, has no say; it takes that from no other. */
    static Stream<SignalTransmitter> readable(Stream<ComponentModel> components, Rates rates) {
        return components.flatMap(component -> {
            try {
                return Stream.of(TransmitterSettings.read(component));
            } catch (SettingException wrong) {
                if (rates.mayBeLogged(String.valueOf(component.getId()), Instant.now())) {
                    LOG.warnf(
                            "Transmitter %s may not send: %s", TransmitterSettings.name(component), wrong.getMessage());
                }
                return Stream.empty();
            }
        });
    }

    /** Compared with every secret in constant time, so that the time tells neither the secret nor whose it is like. */
    private Optional<SignalTransmitter> authenticate(List<SignalTransmitter> transmitters) {
        byte[] shown = Sha256.of(bearer());
        Optional<SignalTransmitter> sender = Optional.empty();
        for (SignalTransmitter transmitter : transmitters) {
            Optional<byte[]> secret =
                    VaultSecret.read(session, transmitter.bearer()).map(Sha256::of);
            if (secret.isPresent() && MessageDigest.isEqual(secret.get(), shown)) {
                sender = Optional.of(transmitter);
            }
        }
        return sender;
    }

    private String bearer() {
        String header = header(HttpHeaders.AUTHORIZATION);
        return header.toLowerCase(Locale.ROOT).startsWith(SCHEME)
                ? header.substring(SCHEME.length()).strip()
                : "";
    }

    private boolean isSecurityEventToken() {
        String type = header(HttpHeaders.CONTENT_TYPE);
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end))
                .strip()
                .toLowerCase(Locale.ROOT)
                .equals(CONTENT_TYPE);
    }

    private String header(String name) {
        String value = session.getContext().getHttpRequest().getHttpHeaders().getHeaderString(name);
        return value == null ? "" : value;
    }

    private static Response answer(SignalOutcome outcome) {
        HoldfastMetric.SIGNALS.count(outcome.word());
        if (outcome instanceof SignalOutcome.Refused refused) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .type(MediaType.APPLICATION_JSON)
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .entity(new Refusal(refused.code().word(), refused.description()))
                    .build();
        }
        Response.Status status = outcome instanceof SignalOutcome.Accepted
                ? Response.Status.ACCEPTED
                : outcome instanceof SignalOutcome.TooMany
                        ? Response.Status.TOO_MANY_REQUESTS
                        : Response.Status.SERVICE_UNAVAILABLE;
        // Keycloak takes an answer without a type for a mistake, also one without a body.
        Response.ResponseBuilder answer = Response.status(status).type(MediaType.APPLICATION_JSON);
        return outcome instanceof SignalOutcome.Accepted
                ? answer.build()
                : answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS).build();
    }
}
