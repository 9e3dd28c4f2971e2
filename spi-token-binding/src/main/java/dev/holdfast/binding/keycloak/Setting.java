package dev.holdfast.binding.keycloak;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * One setting of a client policy provider: it exists once, with its type, default, range and help text; the console, the
 * validation and the documentation are made from it.
 */
public final class Setting {

    private final ProviderConfigProperty property;
    private final Predicate<String> accepts;

    private Setting(ProviderConfigProperty property, Predicate<String> accepts) {
        this.property = property;
        this.accepts = accepts;
    }

    /**
     * A choice of words.
     *
     * @param key the name in the JSON of the policy
     * @param label the name in the console
     * @param help what it does
     * @param options the words, the default first
     * @return the setting
     */
    public static Setting choice(String key, String label, String help, String... options) {
        ProviderConfigProperty property =
                new ProviderConfigProperty(key, label, help, ProviderConfigProperty.LIST_TYPE, options[0]);
        property.setOptions(List.of(options));
        return new Setting(property, List.of(options)::contains);
    }

    /**
     * A switch.
     *
     * @param key the name in the JSON of the policy
     * @param label the name in the console
     * @param help what it does
     * @param byDefault the default
     * @return the setting
     */
    public static Setting flag(String key, String label, String help, boolean byDefault) {
        return new Setting(
                new ProviderConfigProperty(key, label, help, ProviderConfigProperty.BOOLEAN_TYPE, byDefault),
                List.of("true", "false")::contains);
    }

    /**
     * A number with a range, both ends included.
     *
     * @param key the name in the JSON of the policy, with the unit
     * @param label the name in the console
     * @param help what it does
     * @param byDefault the default
     * @param min the smallest value
     * @param max the largest value
     * @return the setting
     */
    public static Setting number(String key, String label, String help, double byDefault, double min, double max) {
        String bounded = help + " Default " + text(byDefault) + ", from " + text(min) + " to " + text(max) + ".";
        return new Setting(
                new ProviderConfigProperty(key, label, bounded, ProviderConfigProperty.STRING_TYPE, text(byDefault)),
                value -> value.matches("-?\\d{1,9}(\\.\\d{1,9})?")
                        && Double.parseDouble(value) >= min
                        && Double.parseDouble(value) <= max);
    }

    private static String text(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }

    /**
     * The setting as the console shows it.
     *
     * @return name, type, default and help text
     */
    public ProviderConfigProperty property() {
        return property;
    }

    /**
     * The value in a configuration, or the default where it says nothing.
     *
     * @param configuration the JSON of the policy
     * @return the value as text
     * @throws IllegalArgumentException if the setting cannot have the value; the message names the setting
     */
    public String of(Map<String, Object> configuration) {
        Object value = configuration.get(property.getName());
        String text = value == null || String.valueOf(value).isBlank()
                ? String.valueOf(property.getDefaultValue())
                : String.valueOf(value).trim();
        if (!accepts.test(text)) {
            throw new IllegalArgumentException(
                    property.getName() + ": \"" + text + "\" is not accepted. " + property.getHelpText());
        }
        return text;
    }

    /**
     * The value of a number.
     *
     * @param configuration the JSON of the policy
     * @return the value
     * @throws IllegalArgumentException if the setting cannot have the value; the message names the setting
     */
    public double numberOf(Map<String, Object> configuration) {
        return Double.parseDouble(of(configuration));
    }
}
