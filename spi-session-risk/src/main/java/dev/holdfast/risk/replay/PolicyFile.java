package dev.holdfast.risk.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.holdfast.binding.Mode;
import dev.holdfast.risk.decision.RiskSetting;
import dev.holdfast.risk.decision.RiskSettings;
import dev.holdfast.risk.envelope.Envelope;
import dev.holdfast.risk.envelope.Hours;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A policy: the settings of the {@code session-risk} executor and its envelopes, as a {@code policy.json} has them and as
 * the executor is configured.
 *
 * @param settings the settings
 * @param envelopes the envelopes
 */
public record PolicyFile(RiskSettings settings, List<Envelope> envelopes) {

    /**
     * Reads a policy.
     *
     * @param text the JSON
     * @return the policy
     * @throws IllegalArgumentException if it is none; the message names the member
     */
    public static PolicyFile read(String text) {
        return read(text, false);
    }

    /**
     * Reads a policy that holds nothing else.
     *
     * @param text the JSON
     * @return the policy
     * @throws IllegalArgumentException if it is none or has another member; the message names the member
     */
    static PolicyFile readStrictly(String text) {
        return read(text, true);
    }

    /**
     * Reads envelopes alone.
     *
     * @param text a JSON array of envelopes, or one envelope
     * @return the envelopes
     * @throws IllegalArgumentException if it is neither; the message names the member
     */
    public static List<Envelope> envelopes(String text) {
        try (JsonParser in = new JsonFactory().createParser(text)) {
            List<Envelope> envelopes = in.nextToken() == JsonToken.START_OBJECT ? List.of(envelope(in)) : envelopes(in);
            if (in.nextToken() != null) {
                throw new InvalidRecord("more than one JSON value");
            }
            return envelopes;
        } catch (IOException e) {
            throw new IllegalArgumentException("not valid JSON: " + e.getMessage(), e);
        } catch (InvalidRecord e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static PolicyFile read(String text, boolean strict) {
        try (JsonParser in = new JsonFactory().createParser(text)) {
            return read(in, strict);
        } catch (IOException e) {
            throw new IllegalArgumentException("not valid JSON: " + e.getMessage(), e);
        } catch (InvalidRecord e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static PolicyFile read(JsonParser in, boolean strict) throws IOException {
        if (in.nextToken() != JsonToken.START_OBJECT) {
            throw new InvalidRecord("not a JSON object");
        }
        Map<RiskSetting, Double> numbers = new EnumMap<>(RiskSetting.class);
        Mode mode = Mode.ENFORCE;
        List<Envelope> envelopes = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String member = in.currentName();
            in.nextToken();
            if (member.equals("mode")) {
                String word = Json.text(in, member);
                if (!word.equals("enforce") && !word.equals("observe")) {
                    throw new InvalidRecord("mode is neither enforce nor observe");
                }
                mode = Mode.parse(word);
            } else if (member.equals("envelopes")) {
                envelopes.addAll(envelopes(in));
            } else {
                number(in, member, numbers, strict);
            }
        }
        if (in.nextToken() != null) {
            throw new InvalidRecord("more than one JSON value");
        }
        return new PolicyFile(
                RiskSettings.of(mode, setting -> numbers.getOrDefault(setting, setting.byDefault())), envelopes);
    }

    /** A number may stand as a string, as Keycloak's console writes it; members of other executors are passed over. */
    private static void number(JsonParser in, String member, Map<RiskSetting, Double> numbers, boolean strict)
            throws IOException {
        for (RiskSetting setting : RiskSetting.values()) {
            if (setting.key().equals(member)) {
                double value;
                try {
                    value = in.currentToken() == JsonToken.VALUE_STRING
                            ? Double.parseDouble(in.getText())
                            : Json.number(in, member);
                } catch (NumberFormatException e) {
                    throw new InvalidRecord(member + " is not a number");
                }
                if (!(value >= setting.min() && value <= setting.max())) {
                    throw new InvalidRecord(member + " is not within " + setting.min() + " and " + setting.max());
                }
                numbers.put(setting, value);
                return;
            }
        }
        if (strict) {
            throw new InvalidRecord(member + " is no setting");
        }
        in.skipChildren();
    }

    private static List<Envelope> envelopes(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw new InvalidRecord("envelopes is not an array");
        }
        List<Envelope> envelopes = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (in.currentToken() != JsonToken.START_OBJECT) {
                throw new InvalidRecord("envelopes: not an object");
            }
            envelopes.add(envelope(in));
        }
        return envelopes;
    }

    private static Envelope envelope(JsonParser in) throws IOException {
        Envelope read = new Envelope(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty());
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String member = in.currentName();
            if (in.nextToken() != JsonToken.VALUE_NULL) {
                read = with(read, in, member);
            }
        }
        return read;
    }

    private static Envelope with(Envelope e, JsonParser in, String member) throws IOException {
        Optional<String> client = e.client();
        Optional<String> workload = e.workload();
        Optional<Set<String>> scopes = e.scopes();
        Optional<Set<String>> audiences = e.audiences();
        List<Hours> hours = e.hours();
        OptionalInt most = e.maxRequestsPerHour();
        var notAfter = e.notAfter();
        Optional<Duration> age = e.maxSessionAge();
        switch (member) {
            case "client" -> client = Optional.of(Json.text(in, member));
            case "workload" -> workload = Optional.of(Json.text(in, member));
            case "scopes" -> scopes = Optional.of(new HashSet<>(Json.texts(in, member)));
            case "audiences" -> audiences = Optional.of(new HashSet<>(Json.texts(in, member)));
            case "hours" ->
                hours = (in.currentToken() == JsonToken.VALUE_STRING ? List.of(in.getText()) : Json.texts(in, member))
                        .stream().map(Hours::parse).toList();
            case "maxRequestsPerHour" -> {
                long value = Json.integer(in, member);
                if (value < 1 || value > 1_000_000) {
                    throw new InvalidRecord(member + " is not within 1 and 1000000");
                }
                most = OptionalInt.of((int) value);
            }
            case "notAfter" -> notAfter = Optional.of(Json.instant(in, member));
            case "maxSessionAge" -> age = Optional.of(duration(Json.text(in, member)));
            default -> in.skipChildren();
        }
        return new Envelope(client, workload, scopes, audiences, hours, most, notAfter, age);
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidRecord("maxSessionAge is not an ISO 8601 duration");
        }
    }
}
