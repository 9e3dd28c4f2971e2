package dev.holdfast.risk.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.risk.observation.Generation;
import dev.holdfast.risk.observation.RawRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads lines as records. */
final class RecordReader {

    private final UsualTexts usual = new UsualTexts();

    private static final int REMEMBERED_KEYS = 100_000;

    private final JsonFactory json = new JsonFactory();
    private final Map<String, KeyThumbprint> proofKeys = new HashMap<>();
    private final Map<String, KeyThumbprint> certificates = new HashMap<>();

    /** The members of a line; what is absent is null or has its neutral value. */
    private static final class Members {
        String type = "request";

        @org.jspecify.annotations.Nullable
        Instant at;

        String id = "";
        String realm = "";
        String client = "";
        String workload = "";
        String session = "";
        String grant = "";
        String address = "";
        Optional<String> userAgent = Optional.empty();
        Optional<String> headerOrder = Optional.empty();
        Optional<String> tls = Optional.empty();
        Optional<KeyThumbprint> key = Optional.empty();
        Optional<KeyThumbprint> expectedKey = Optional.empty();
        Optional<Instant> proofIat = Optional.empty();
        OptionalDouble nonceRtt = OptionalDouble.empty();
        String clientAuth = "";
        List<String> scopes = List.of();
        List<String> audiences = List.of();
        long generation = -1;
        long issued = -1;
        long presented = -1;
        String event = "";
        String rebind = "";
        boolean bar;
        String level = "";
    }

    /**
     * Reads a line.
     *
     * @param line the line, UTF-8
     * @param length how many bytes of it are the line
     * @param number its number, the id of a request without one
     * @return the record
     * @throws InvalidRecord if it is none
     */
    ObservationRecord read(byte[] line, int length, long number) {
        Members members = new Members();
        try (JsonParser in = json.createParser(line, 0, length)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new InvalidRecord("not a JSON object");
            }
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String member = in.currentName();
                if (in.nextToken() != JsonToken.VALUE_NULL) {
                    read(in, member, members);
                }
            }
            if (in.nextToken() != null) {
                throw new InvalidRecord("more than one JSON value");
            }
        } catch (JsonProcessingException e) {
            throw new InvalidRecord("not valid JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new InvalidRecord("not readable: " + e.getMessage());
        }
        return record(members, number);
    }

    private void read(JsonParser in, String member, Members to) throws IOException {
        switch (member) {
            case "type" -> to.type = Json.text(in, member);
            case "at" -> to.at = Json.instant(in, member);
            case "id" -> to.id = Json.text(in, member);
            case "realm" -> to.realm = usual.of(Json.text(in, member));
            case "client" -> to.client = usual.of(Json.text(in, member));
            case "workload" -> to.workload = usual.of(Json.text(in, member));
            case "session" -> to.session = Json.text(in, member);
            case "grant" -> to.grant = usual.of(Json.text(in, member));
            case "address" -> to.address = Json.text(in, member);
            case "user_agent" -> to.userAgent = Optional.of(Json.text(in, member));
            case "header_order" -> to.headerOrder = Optional.of(Json.text(in, member));
            case "tls" -> to.tls = Optional.of(Json.text(in, member));
            case "key" -> to.key = Optional.of(key(in, member));
            case "expected_key" -> to.expectedKey = Optional.of(key(in, member));
            case "proof_iat" -> to.proofIat = Optional.of(Json.instant(in, member));
            case "nonce_rtt_ms" -> to.nonceRtt = OptionalDouble.of(Json.number(in, member));
            case "client_auth" -> to.clientAuth = usual.of(Json.text(in, member));
            case "scopes" -> to.scopes = Json.texts(in, member);
            case "audiences" -> to.audiences = Json.texts(in, member);
            case "generation" -> to.generation = Json.integer(in, member);
            case "issued_generation" -> to.issued = Json.integer(in, member);
            case "presented_generation" -> to.presented = Json.integer(in, member);
            case "event" -> to.event = Json.text(in, member);
            case "rebind" -> to.rebind = Json.text(in, member);
            case "payload" -> payload(in, to);
            default -> in.skipChildren();
        }
    }

    private static void payload(JsonParser in, Members to) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw new InvalidRecord("payload is not an object");
        }
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String member = in.currentName();
            JsonToken value = in.nextToken();
            if (member.equals("bar")) {
                to.bar = value == JsonToken.VALUE_TRUE;
            } else if (member.equals("current_level") && value == JsonToken.VALUE_STRING) {
                to.level = in.getText();
            }
            in.skipChildren();
        }
    }

    private KeyThumbprint key(JsonParser in, String member) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw new InvalidRecord(member + " is not an object");
        }
        String kind = "";
        String thumbprint = "";
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            in.nextToken();
            switch (name) {
                case "kind" -> kind = Json.text(in, member + ".kind");
                case "thumbprint" -> thumbprint = Json.text(in, member + ".thumbprint");
                default -> in.skipChildren();
            }
        }
        if (!(kind.equals("dpop") || kind.equals("mtls")) || thumbprint.isEmpty()) {
            throw new InvalidRecord(member + " is not {\"kind\":\"dpop\"|\"mtls\",\"thumbprint\":\"…\"}");
        }
        boolean dpop = kind.equals("dpop");
        Map<String, KeyThumbprint> known = dpop ? proofKeys : certificates;
        KeyThumbprint key = known.get(thumbprint);
        if (key == null) {
            if (known.size() > REMEMBERED_KEYS) {
                known.clear();
            }
            key = thumbprint(dpop ? KeyThumbprint.Kind.DPOP : KeyThumbprint.Kind.MTLS, thumbprint);
            known.put(thumbprint, key);
        }
        return key;
    }

    /** A shortened or pseudonymous thumbprint in a recording is as good as any: it only has to be told from others. */
    private static KeyThumbprint thumbprint(KeyThumbprint.Kind kind, String value) {
        if (KeyThumbprint.isWellFormed(value)) {
            return new KeyThumbprint(kind, value);
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
            return new KeyThumbprint(
                    kind, Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static ObservationRecord record(Members from, long number) {
        Instant at = from.at;
        if (at == null) {
            throw new InvalidRecord("at is missing");
        }
        return switch (from.type) {
            case "request" -> request(from, at, number);
            case "signal" ->
                new ObservationRecord.Signal(
                        at,
                        new ObservationRecord.About(
                                required("realm", from.realm),
                                present(from.client),
                                present(from.workload),
                                present(from.session),
                                from.key),
                        required("event", from.event),
                        from.bar,
                        from.level);
            case "outcome" ->
                new ObservationRecord.RebindOutcome(
                        required("id", from.id),
                        switch (from.rebind) {
                            case "passed" -> Optional.of(true);
                            case "failed" -> Optional.of(false);
                            case "" -> Optional.<Boolean>empty();
                            default -> throw new InvalidRecord("rebind is neither \"passed\" nor \"failed\"");
                        });
            default -> throw new InvalidRecord("type is none of request, signal, outcome");
        };
    }

    private static ObservationRecord request(Members from, Instant at, long number) {
        Optional<Generation> generation = from.generation < 0
                ? Optional.empty()
                : Optional.of(new Generation(from.generation, from.issued, from.presented));
        RawRequest raw = new RawRequest(
                from.id.isEmpty() ? String.valueOf(number) : from.id,
                at,
                required("grant", from.grant),
                Optional.of(required("address", from.address)),
                from.userAgent,
                from.headerOrder,
                from.tls,
                from.key,
                from.expectedKey,
                from.proofIat,
                from.nonceRtt,
                from.clientAuth,
                from.scopes,
                from.audiences,
                generation);
        if (dev.holdfast.risk.network.IpAddress.parse(from.address).isEmpty()) {
            throw new InvalidRecord("address is no IP address");
        }
        return new ObservationRecord.Request(
                required("realm", from.realm), required("client", from.client), from.workload, from.session, raw);
    }

    private static Optional<String> present(String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    private static String required(String member, String value) {
        if (value.isEmpty()) {
            throw new InvalidRecord(member + " is missing");
        }
        return value;
    }
}
