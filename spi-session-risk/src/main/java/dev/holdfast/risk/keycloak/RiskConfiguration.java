package dev.holdfast.risk.keycloak;

import dev.holdfast.binding.Mode;
import dev.holdfast.binding.keycloak.ExecutorConfiguration;
import dev.holdfast.binding.keycloak.Setting;
import dev.holdfast.risk.decision.RiskSetting;
import dev.holdfast.risk.decision.RiskSettings;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The executor's configuration as it stands in a client profile. */
public final class RiskConfiguration extends ExecutorConfiguration<RiskSettings> {

    private static final Setting MODE = Setting.choice(
            "mode", "Mode", "enforce acts on decisions; observe only records them.", "enforce", "observe");
    private static final Map<RiskSetting, Setting> NUMBERS = numbers();

    /** All settings, in the order of the console. */
    static final List<Setting> SETTINGS =
            Stream.concat(Stream.of(MODE), NUMBERS.values().stream()).toList();

    private static Map<RiskSetting, Setting> numbers() {
        Map<RiskSetting, Setting> numbers = new EnumMap<>(RiskSetting.class);
        for (RiskSetting one : RiskSetting.values()) {
            numbers.put(one, Setting.number(one.key(), one.label(), one.help(), one.byDefault(), one.min(), one.max()));
        }
        return numbers;
    }

    /** An empty configuration: all defaults. */
    public RiskConfiguration() {
        super(SessionRiskExecutorFactory.PROVIDER_ID, RiskSettings.DEFAULT);
    }

    @Override
    protected RiskSettings toSettings() {
        Map<String, Object> values = getConfigAsMap();
        Map<RiskSetting, Double> numbers = new EnumMap<>(RiskSetting.class);
        NUMBERS.forEach((one, setting) -> numbers.put(one, setting.numberOf(values)));
        return RiskSettings.of(Mode.parse(MODE.of(values)), one -> numbers.getOrDefault(one, one.byDefault()));
    }
}
