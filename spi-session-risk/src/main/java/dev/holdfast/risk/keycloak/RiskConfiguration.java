package dev.holdfast.risk.keycloak;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.holdfast.binding.Mode;
import dev.holdfast.binding.keycloak.ExecutorConfiguration;
import dev.holdfast.binding.keycloak.Setting;
import dev.holdfast.risk.decision.RiskSetting;
import dev.holdfast.risk.decision.RiskSettings;
import dev.holdfast.risk.envelope.Envelope;
import dev.holdfast.risk.replay.PolicyFile;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.keycloak.util.JsonSerialization;

/** The executor's configuration as it stands in a client profile. */
public final class RiskConfiguration extends ExecutorConfiguration<PolicyFile> {

    private static final String ENVELOPES_KEY = "envelopes";

    private static final Setting MODE = Setting.choice(
            "mode", "Mode", "enforce acts on decisions; observe only records them.", "enforce", "observe");
    private static final Setting ENVELOPES = Setting.json(
            ENVELOPES_KEY,
            "Envelopes",
            "A JSON array of what clients are declared to do: client, scopes, audiences, hours, maxRequestsPerHour, notAfter,"
                    + " maxSessionAge. What is not declared is not limited; whoever goes beyond loses the session.",
            "[]");
    private static final Map<RiskSetting, Setting> NUMBERS = numbers();

    /** All settings, in the order of the console. */
    static final List<Setting> SETTINGS = Stream.of(Stream.of(MODE), NUMBERS.values().stream(), Stream.of(ENVELOPES))
            .flatMap(some -> some)
            .toList();

    /** What holds where nothing is said. */
    static final PolicyFile DEFAULT = new PolicyFile(RiskSettings.DEFAULT, List.of());

    private static Map<RiskSetting, Setting> numbers() {
        Map<RiskSetting, Setting> numbers = new EnumMap<>(RiskSetting.class);
        for (RiskSetting one : RiskSetting.values()) {
            numbers.put(one, Setting.number(one.key(), one.label(), one.help(), one.byDefault(), one.min(), one.max()));
        }
        return numbers;
    }

    /** An empty configuration: all defaults. */
    public RiskConfiguration() {
        super(SessionRiskExecutorFactory.PROVIDER_ID, DEFAULT);
    }

    @Override
    protected PolicyFile toSettings() {
        Map<String, Object> values = withText(getConfigAsMap());
        Map<RiskSetting, Double> numbers = new EnumMap<>(RiskSetting.class);
        NUMBERS.forEach((one, setting) -> numbers.put(one, setting.numberOf(values)));
        return new PolicyFile(
                RiskSettings.of(Mode.parse(MODE.of(values)), one -> numbers.getOrDefault(one, one.byDefault())),
                envelopes(ENVELOPES.of(values)));
    }

    /** The console keeps envelopes as text, an imported realm may hold them as JSON. */
    private static Map<String, Object> withText(Map<String, Object> values) {
        Object envelopes = values.get(ENVELOPES_KEY);
        if (envelopes == null || envelopes instanceof String) {
            return values;
        }
        try {
            Map<String, Object> texts = new HashMap<>(values);
            texts.put(ENVELOPES_KEY, JsonSerialization.mapper.writeValueAsString(envelopes));
            return texts;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(ENVELOPES_KEY + " cannot be read", e);
        }
    }

    private static List<Envelope> envelopes(String text) {
        try {
            return PolicyFile.envelopes(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(ENVELOPES_KEY + ": " + e.getMessage(), e);
        }
    }
}
